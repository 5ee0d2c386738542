/** The colours a visitor chose, from the cookie that names them; anything else leaves it to the device. */
export const themeOf = (cookie: string | undefined): 'light' | 'dark' | 'auto' =>
  cookie === 'light' || cookie === 'dark' ? cookie : 'auto'
