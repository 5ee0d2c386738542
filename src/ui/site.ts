/** The name of the operator's site; the product's own until the house has opened, as on a page that broke. */
export const siteName = (locals: { readonly siteName?: string }): string => locals.siteName || 'Guildhall'
