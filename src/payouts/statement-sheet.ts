import { spacedIban } from './bank-account.ts'
import type { Party } from './document.ts'
import type { Statement } from './issued.ts'
import { SILENCE_DAYS } from './self-billing.ts'
import type { Balances, Line, Paper } from './statement.ts'
import { hasWord, type Words } from './statement-words.ts'

export type Cell = { readonly text: string; readonly small?: string | undefined }
export type Table = {
  readonly caption: string
  readonly columns: readonly { readonly label: string; readonly number?: boolean }[]
  readonly rows: readonly (readonly Cell[])[]
  readonly sums?: readonly string[] | undefined
}
/** A statement laid out for people: what HTML and PDF both show, in the same order. */
export type Sheet = {
  readonly title: string
  /** Number and partner, for the foot of every page. */
  readonly name: string
  readonly facts: readonly (readonly [string, string])[]
  readonly parties: readonly { readonly role: string; readonly lines: readonly string[] }[]
  readonly notes: readonly string[]
  readonly summary: readonly { readonly label: string; readonly amount: string; readonly strong?: boolean }[]
  readonly pockets: Table
  readonly taxes: Table | null
  readonly gross: string | null
  readonly account: string | null
  readonly tables: readonly Table[]
  readonly empty: string | null
  readonly seals: readonly (readonly [string, string])[]
}

const isZero = (decimal: string): boolean => /^-?[0.]+$/.test(decimal)
const cell = (text: string, small?: string): Cell => (small ? { text, small } : { text })

export function sheetOf({ paper: p, hash }: Statement, w: Words): Sheet {
  const earned = p.lines.filter(line => !isZero(line.accrued) || !isZero(line.matured))
  const other = p.lines.filter(line => !earned.includes(line) || !isZero(changeOf(line)))
  return {
    title: w.say(`title.${p.document.kind}`),
    name: `${w.say(`title.${p.document.kind}`)} ${p.number} · ${p.document.supplier.name}`,
    facts: [
      [w.say('number'), String(p.number)],
      [w.say('period'), w.date(p.period)],
      [w.say('issued'), w.date(p.issuedAt)],
      [w.say('currency'), p.currency],
      [w.say('partner'), p.partner],
    ],
    parties: partiesOf(p, w),
    notes: notesOf(p, w),
    summary: summaryOf(p, w),
    pockets: pocketsOf(p, w),
    ...taxOf(p, w),
    tables: [
      ...(earned.length > 0 ? [earnedTable(earned, p, w)] : []),
      ...(other.length > 0 ? [otherTable(other, p, w)] : []),
    ],
    empty: p.lines.length === 0 ? w.say('nothing') : null,
    seals: [
      [w.say('chain'), `${p.chain.journal} ${p.chain.head}`],
      [w.say('hash'), hash],
    ],
  }
}

function partiesOf({ document: d }: Paper, w: Words): Sheet['parties'] {
  const plain = d.kind === 'statement'
  const lines = (party: Party) => [
    party.name,
    ...party.address.slice(0, -1),
    ...[[...party.address.slice(-1), party.country ?? ''].filter(part => part !== '').join(', ')].filter(
      line => line !== '',
    ),
    ...(party.vatId === null ? [] : [w.say('vatid', { id: party.vatId })]),
  ]
  const supplier = { role: w.say(plain ? 'partner' : 'supplier'), lines: lines(d.supplier) }
  return d.customer
    ? [supplier, { role: w.say(plain ? 'operator' : 'customer'), lines: lines(d.customer) }]
    : [supplier]
}

function notesOf(p: Paper, w: Words): string[] {
  const { kind, agreement, taxes } = p.document
  const inCurrency = (decimal: string) => `${p.currency} ${w.amount(decimal)}`
  if (kind === 'statement') {
    const due = !p.matured.startsWith('-') && !isZero(p.matured)
    return [due ? w.say('invoice', { amount: inCurrency(p.matured), period: w.date(p.period) }) : w.say('invoice.none')]
  }
  const said = agreement
    ? [
        w.say('selfbilled', { at: w.date(agreement.acceptedAt), version: agreement.version }),
        w.say(`accept.${agreement.acceptance}`, { days: SILENCE_DAYS }),
      ].join(' ')
    : ''
  return [said, ...taxes.filter(row => row.treatment !== 'domestic').map(row => w.say(`treatment.${row.treatment}`))]
}

function summaryOf(p: Paper, w: Words): Sheet['summary'] {
  const row = (key: string, decimal: string) => ({ label: w.say(key), amount: w.amount(decimal) })
  const maybe = (key: string, decimal: string) => (isZero(decimal) ? [] : [row(key, decimal)])
  return [
    { ...row('opening', p.opening.total), strong: true },
    row('accruals', p.accruals),
    row('reversals', p.reversals),
    ...(p.late.items === 0
      ? []
      : [{ label: w.say('lateitems', { count: p.late.items }), amount: w.amount(p.late.accrued) }]),
    ...maybe('setoffs', p.setOffs),
    ...maybe('conversions', p.conversions),
    ...maybe('taxpaid', p.tax),
    row('payouts', p.payouts),
    { ...row('closing', p.closing.total), strong: true },
    row('matured', p.matured),
    ...maybe('held', p.held),
  ]
}

function pocketsOf(p: Paper, w: Words): Table {
  const row = (key: string, b: Balances) => [
    cell(w.say(key)),
    ...[b.pending, b.payable, b.held, b.inPayment, b.total].map(v => cell(w.amount(v))),
  ]
  const labels = ['pending', 'payable', 'heldnow', 'inpayment', 'total']
  return {
    caption: w.say('pockets'),
    columns: [{ label: '' }, ...labels.map(key => ({ label: w.say(key), number: true }))],
    rows: [row('opening.short', p.opening), row('closing.short', p.closing)],
  }
}

function taxOf(p: Paper, w: Words): Pick<Sheet, 'taxes' | 'gross' | 'account'> {
  const { taxes, gross, account } = p.document
  if (taxes.length === 0 || gross === null) return { taxes: null, gross: null, account: null }
  return {
    taxes: {
      caption: w.say('tax'),
      columns: [
        { label: w.say('tax') },
        { label: w.say('rate'), number: true },
        { label: w.say('taxable'), number: true },
        { label: w.say('vat'), number: true },
        { label: w.say('gross'), number: true },
      ],
      rows: taxes.map(row => [
        cell(w.say(`treatment.${row.treatment}`).split(':')[0] ?? ''),
        cell(`${row.ratePercent.replace('.', w.locale === 'nl' ? ',' : '.')} %`),
        cell(w.amount(row.taxable)),
        cell(w.amount(row.tax)),
        cell(w.amount(gross)),
      ]),
    },
    gross: `${w.say('gross')}: ${p.currency} ${w.amount(gross)}`,
    account: account && `${w.say('account')}: ${account.name}, ${spacedIban(account.iban)}`,
  }
}

function earnedTable(lines: readonly Line[], p: Paper, w: Words): Table {
  const rate = (line: Line) =>
    line.ratePercent === null ? '' : `${line.ratePercent.replace('.', w.locale === 'nl' ? ',' : '.')} %`
  return {
    caption: w.say('lines'),
    columns: [
      { label: w.say('date') },
      { label: w.say('cause') },
      { label: w.say('base'), number: true },
      { label: w.say('rate'), number: true },
      { label: w.say('earned'), number: true },
      { label: w.say('payablecol'), number: true },
    ],
    rows: lines.map(line => [
      cell(w.day(line.effective)),
      cell(causeOf(line.cause, w), asideOf(line, w)),
      cell(line.base === null ? '' : w.amount(line.base)),
      cell(rate(line)),
      cell(w.amount(line.accrued)),
      cell(w.amount(line.matured)),
    ]),
    sums: [w.say('sum'), '', '', '', w.amount(plus(p.accruals, p.reversals)), w.amount(p.matured)],
  }
}

function otherTable(lines: readonly Line[], p: Paper, w: Words): Table {
  const show = (decimal: string) => (isZero(decimal) ? '' : w.amount(decimal))
  return {
    caption: w.say('other'),
    columns: [
      { label: w.say('date') },
      { label: w.say('cause') },
      { label: w.say('moved'), number: true },
      { label: w.say('change'), number: true },
    ],
    rows: lines.map(line => [
      cell(w.day(line.effective)),
      cell(kindOf(line, w), [causeOf(line.cause, w), asideOf(line, w)].filter(text => text).join(' · ')),
      cell(show(isZero(line.held) ? line.inPayment : line.held)),
      cell(show(changeOf(line))),
    ]),
    sums: [w.say('sum'), '', '', w.amount([p.setOffs, p.conversions, p.tax, p.payouts].reduce(plus))],
  }
}

/** What a line changes of the balance beside earnings. */
const changeOf = (line: Line): string => [line.setOff, line.converted, line.tax, line.paid].reduce(plus)

function kindOf(line: Line, w: Words): string {
  const key = line.kind === 'dispute' && line.held.startsWith('-') ? 'kind.dispute.answered' : `kind.${line.kind}`
  return w.say(hasWord(key) ? key : 'kind.other')
}

/** "Invoice INV-7" of "invoice:INV-7"; a payout is named by its run. */
function causeOf(cause: string, w: Words): string {
  const [kind = '', ...rest] = cause.split(':')
  const key = `cause.${kind}`
  if (!hasWord(key)) return cause
  const name = kind === 'payout' ? (rest[0] ?? '') : rest.join(':')
  return `${w.say(key)} ${name}`
}

const asideOf = (line: Line, w: Words): string =>
  [
    line.customer ?? '',
    line.late ? w.say('late') : '',
    line.corrects === null ? '' : w.say('corrects', { number: line.corrects }),
  ]
    .filter(text => text !== '')
    .join(' · ')

/** The sum of two plain decimals with the same number of places. */
export function plus(a: string, b: string): string {
  const places = (a.split('.')[1] ?? '').length
  const sum = BigInt(a.replace('.', '')) + BigInt(b.replace('.', ''))
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return sum < 0n ? `-${text}` : text
}
