/** What a page keeps from one request to the next is written out once. */
const written = new WeakMap<object, string>()

/**
 * Structured data as text that may stand inside a script element: `<` is escaped, so no text of a partner can end the element;
 * the two line separators are, because older readers of JavaScript stumble over them.
 */
export function jsonForPage(data: object): string {
  const known = written.get(data)
  if (known !== undefined) return known
  const text = JSON.stringify({ '@context': 'https://schema.org', ...data })
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
  written.set(data, text)
  return text
}

/** The way to a page, for search engines. `url` makes a whole address of a path. */
export function breadcrumbList(
  steps: readonly { label: string; path?: string }[],
  url: (path: string) => string,
): object {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map((step, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      name: step.label,
      ...(step.path ? { item: url(step.path) } : {}),
    })),
  }
}
