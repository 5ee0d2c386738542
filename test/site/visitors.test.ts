import { request } from 'node:http'
import { expect, inject, test } from 'vitest'

type Answer = { status: number; body: string; cache: string | undefined; cookies: string[]; control: string }

/** One request as it stands, with nothing but these headers. */
function ask(path: string, headers: Record<string, string> = {}, form?: URLSearchParams): Promise<Answer> {
  const body = form?.toString()
  return new Promise((resolve, reject) => {
    const posted =
      body === undefined
        ? {}
        : {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': String(Buffer.byteLength(body)),
            origin: inject('base'),
          }
    const req = request(new URL(path, inject('base')), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...posted, ...headers },
    })
    req.once('error', reject)
    req.once('response', res => {
      const chunks: Buffer[] = []
      res.on('data', chunk => chunks.push(chunk))
      res.once('end', () =>
        resolve({
          status: res.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
          cache: res.headers['x-cache'] as string | undefined,
          cookies: res.headers['set-cookie'] ?? [],
          control: res.headers['cache-control'] ?? '',
        }),
      )
    })
    req.end(body)
  })
}

/** Signs in by the form of the page, and gives the cookie. */
async function cookieOf(role: string): Promise<{ cookie: string; email: string }> {
  const found = inject('signIns').find(one => one.role === role)
  if (!found) throw new Error(`the demo town has no ${role}`)
  const page = await ask('/sign-in')
  const action = /<form method="post" action="(\?_action=[^"]+)"/.exec(page.body)?.[1] ?? ''
  const done = await ask(
    `/sign-in${action}`,
    {},
    new URLSearchParams({ email: found.email, password: found.password, next: '' }),
  )
  const cookie = done.cookies.map(c => c.split(';')[0] ?? '').find(c => c.includes('session='))
  if (!cookie) throw new Error(`no cookie for ${role}: ${done.status}`)
  return { cookie, email: found.email }
}

test('pages kept for visitors are never made of, or given to, somebody signed in', async () => {
  const list = await ask('/partners')
  const slug = /href="\/partners\/([a-z0-9-]+)"/.exec(list.body)?.[1] ?? ''
  const work = /href="\/cases\/([a-z0-9-]+)"/.exec((await ask('/partners?kind=case')).body)?.[1] ?? ''
  const routes = [
    '/',
    '/partners',
    '/partners?q=mail',
    `/partners/${slug}`,
    `/cases/${work}`,
    '/program',
    '/nl/partners',
  ]
  const people = [await cookieOf('customer'), await cookieOf('partner'), await cookieOf('admin')]
  const names = [...people.map(p => p.email), 'Sign out', 'Uitloggen']
  const askers = [
    'visitor',
    'visitor',
    'visitor',
    ...people.map(p => p.cookie),
    'session=bogus',
    '__Host-session=bogus',
  ]
  const first = new Map<string, string>()
  let seed = 7
  for (let n = 0; n < routes.length * 24; n++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    const who = askers[seed % askers.length] ?? 'visitor'
    const path = routes[(seed >> 8) % routes.length] ?? '/'
    const answer = await ask(path, who === 'visitor' ? {} : { cookie: who })
    expect(answer.status, path).toBe(200)
    if (who === 'visitor') {
      expect(answer.body === (first.get(path) ?? answer.body), path).toBe(true)
      first.set(path, answer.body)
      expect(answer.cookies).toEqual([])
      for (const name of names) expect(answer.body.includes(name), `${name} on ${path}`).toBe(false)
      expect(answer.control).not.toMatch(/private|no-store/)
    } else {
      expect(answer.cache, `${path} of ${who}`).toBe('bypass')
      const others = people.filter(p => p.cookie !== who).map(p => p.email)
      for (const email of others) expect(answer.body.includes(email), `${email} on ${path}`).toBe(false)
      if (!who.startsWith('__')) expect(answer.control).toBe('private, no-store')
    }
  }
  expect((await ask('/partners')).cache).toBe('hit')
})

test('signing out is felt by the very next request, however warm the page', async () => {
  const { cookie, email } = await cookieOf('customer')
  for (let n = 0; n < 5; n++) expect((await ask('/account', { cookie })).status).toBe(200)
  const page = await ask('/sign-out', { cookie })
  const action = /<form method="post" action="(\?_action=[^"]+)"/.exec(page.body)?.[1] ?? ''
  const done = await ask(`/sign-out${action}`, { cookie }, new URLSearchParams())
  expect(done.cookies.some(c => /session=;.*Max-Age=0/.test(c))).toBe(true)
  const after = await ask('/partners', { cookie })
  expect(after.body.includes(email)).toBe(false)
  expect((await ask('/account', { cookie })).status).toBe(303)
})

test('what is not for everybody is not kept: consoles, doors, the API and unknown addresses', async () => {
  for (const path of ['/account', '/sign-in', '/nowhere', '/api/v1/partners', '/partners?utm_source=x'])
    for (let n = 0; n < 2; n++) expect((await ask(path)).cache, path).toBe('bypass')
})

test('a form that a visitor forges is refused without a word about how the site is made, also one for partners', async () => {
  const forms = {
    'statements.accept': { number: '1', month: '2026-01' },
    'statements.agree': { acceptance: 'each' },
    'payoutRuns.account': { iban: 'NL91ABNA0417164300', name: 'Mallory' },
    'disputes.open': { cause: 'invoice:INV-1', text: 'Mine' },
  }
  for (const [name, fields] of Object.entries(forms)) {
    const { status, body } = await ask(`/_actions/${name}`, {}, new URLSearchParams(fields))
    expect([name, status]).toEqual([name, 403])
    expect(JSON.parse(body)).toMatchObject({ message: 'not-allowed' })
  }
})
