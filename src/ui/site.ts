/** The name of the operator's site as the house was told it; the product's own until then. */
export function siteName(locals: { readonly house?: unknown }): string {
  const env = (locals.house as { env?: { siteName?: unknown; SITE_NAME?: unknown } } | undefined)?.env
  const told = env?.siteName ?? env?.SITE_NAME
  return typeof told === 'string' && told !== '' ? told : 'Guildhall'
}
