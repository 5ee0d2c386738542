import { plainDomain } from '#kernel/contact.ts'

export type Firm = { readonly domain: string | null; readonly email: string | null }

/** Mail providers that everybody uses: sharing one says nothing. */
const FREE_MAIL = new Set(
  `gmail.com googlemail.com outlook.com outlook.nl hotmail.com hotmail.nl hotmail.co.uk live.com live.nl msn.com
  yahoo.com yahoo.co.uk yahoo.de yahoo.fr ymail.com icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me
  gmx.com gmx.de gmx.net gmx.at web.de mail.com mail.ru yandex.com yandex.ru zoho.com fastmail.com tutanota.com tuta.io
  t-online.de freenet.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it
  ziggo.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl home.nl upcmail.nl xs4all.nl casema.nl quicknet.nl chello.nl
  telenet.be skynet.be proximus.be btinternet.com sky.com qq.com 163.com 126.com naver.com`
    .trim()
    .split(/\s+/),
)

/** A domain of a firm's own: those of free mail say nothing about who somebody is. */
export const ownDomain = (domain: string | null): string | null =>
  domain !== null && FREE_MAIL.has(domain) ? null : domain

/** The domains by which an organisation is known: its own and its mail's, without those of free mail. */
function domainsOf({ domain, email }: Firm): string[] {
  const texts = [domain, email === null ? null : email.slice(email.lastIndexOf('@') + 1)]
  const plain = texts.map(text => (text === null ? null : plainDomain(text)))
  return plain.filter(text => text !== null && !FREE_MAIL.has(text)) as string[]
}

/**
 * Whether partner and customer are one organisation by what is registered of them (G8): an equal domain, or one below the
 * other. Compared without case, `www.` and in ASCII form.
 */
export function selfDealing(partner: Firm, customer: Firm): boolean {
  const theirs = domainsOf(customer)
  return domainsOf(partner).some(ours =>
    theirs.some(other => ours === other || ours.endsWith(`.${other}`) || other.endsWith(`.${ours}`)),
  )
}
