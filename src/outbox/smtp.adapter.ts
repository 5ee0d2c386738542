import { createTransport, type Transporter } from 'nodemailer'

const transports = new Map<string, Transporter>()

/** One pooled connection for each server; a silent server is given up on well before the job's lease ends. */
function transportOf(url: string): Transporter {
  let found = transports.get(url)
  if (!found) {
    const limits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }
    const { hostname, port, protocol, username, password } = new URL(url)
    const secure = protocol === 'smtps:'
    const auth = username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}
    found = createTransport({ host: hostname, port: Number(port) || (secure ? 465 : 587), secure, ...auth, ...limits })
    transports.set(url, found)
  }
  return found
}

/** The sender's address: `from` in the address of the mail server (`smtp://host?from=partners@example.com`), else no-reply at the site. */
const senderOf = (url: string, siteHost: string): string =>
  new URL(url).searchParams.get('from') ?? `no-reply@${siteHost}`

/** Hands a letter to the mail server; throws if it does not take it. `id` lets a receiver notice a letter that comes twice. */
export async function deliver(
  smtpUrl: string,
  mail: { id: string; to: string; subject: string; text: string; siteName: string; siteHost: string },
): Promise<void> {
  await transportOf(smtpUrl).sendMail({
    from: { name: mail.siteName, address: senderOf(smtpUrl, mail.siteHost) },
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    messageId: `<${mail.id}@${mail.siteHost}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}
