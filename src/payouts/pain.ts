import { createHash } from 'node:crypto'
import { assert } from '#kernel/assert.ts'
import { type Currency, formatMoney, money } from '#kernel/money.ts'
import type { Day } from '#kernel/period.ts'
import { type BankAccount, isSepa } from './bank-account.ts'
import { latin, xmlText } from './pain-text.ts'

/** pain.001.001.09, which banks ask for; .03 is for those that have not moved yet. */
export type PainVersion = '09' | '03'
/** Both or nothing: an address without its town and country is not structured, and refused by banks. */
export type Address = { readonly town: string; readonly country: string }
export type Transfer = {
  readonly reference: string
  readonly amount: bigint
  readonly to: BankAccount
  readonly address?: Address | null
  /** What the payment is for, as the payee reads it. */
  readonly about: string
}
export type BankFile = {
  readonly version: PainVersion
  /** Names the message at the bank: it takes each name once. */
  readonly message: string
  readonly currency: Currency
  readonly createdAt: Date
  readonly executeOn: Day
  readonly from: BankAccount
  readonly fromAddress?: Address | null
  readonly transfers: readonly Transfer[]
}

/** The name of the message at the bank: as given where that fits in 35 plain letters, else cut short with a mark of its own. */
export function messageName(name: string): string {
  const plain = latin(name, 200)
  if (plain === name && name.length <= 35) return name
  const mark = createHash('sha256').update(name).digest('hex').slice(0, 10)
  return `${plain.slice(0, 24).replace(/[/ ]+$/, '')}-${mark}`.replace(/^-/, '')
}

type Node = readonly [name: string, content: string | readonly (Node | null)[], attributes?: string]

/** A credit transfer initiation for one debtor account and one currency, as bytes of UTF-8. Sums and counts are its own. */
export function painFile(file: BankFile): string {
  const { version, currency, transfers, from } = file
  assert(transfers.length > 0, 'a bank file has a payment')
  assert(new Set(transfers.map(t => t.reference)).size === transfers.length, 'each payment has a reference of its own')
  const count = String(transfers.length)
  const total = decimal(
    transfers.reduce((sum, t) => sum + t.amount, 0n),
    currency,
  )
  const sepa = currency === 'EUR' && isSepa(from.iban)
  const message = messageName(file.message)
  const tree: Node = [
    'Document',
    [
      [
        'CstmrCdtTrfInitn',
        [
          [
            'GrpHdr',
            [
              ['MsgId', message],
              ['CreDtTm', `${file.createdAt.toISOString().slice(0, 19)}Z`],
              ['NbOfTxs', count],
              ['CtrlSum', total],
              ['InitgPty', [['Nm', named(from.name)]]],
            ],
          ],
          [
            'PmtInf',
            [
              ['PmtInfId', message],
              ['PmtMtd', 'TRF'],
              ['BtchBookg', 'false'],
              ['NbOfTxs', count],
              ['CtrlSum', total],
              sepa ? ['PmtTpInf', [['SvcLvl', [['Cd', 'SEPA']]]]] : null,
              version === '09' ? ['ReqdExctnDt', [['Dt', file.executeOn]]] : ['ReqdExctnDt', file.executeOn],
              ['Dbtr', [['Nm', named(from.name)], addressOf(file.fromAddress)]],
              ['DbtrAcct', accountOf(from.iban, currency)],
              ['DbtrAgt', agentOf(from.bic, version)],
              ['ChrgBr', sepa ? 'SLEV' : 'SHAR'],
              ...transfers.map(transfer => transferOf(transfer, currency, version)),
            ],
          ],
        ],
      ],
    ],
    ` xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}"`,
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(tree, '')}`
}

function transferOf(
  { reference, amount, to, address, about }: Transfer,
  currency: Currency,
  version: PainVersion,
): Node {
  assert(reference.length > 0 && reference.length <= 35 && latin(reference, 35) === reference, 'a reference is plain')
  assert(amount > 0n, 'a payment pays something')
  return [
    'CdtTrfTxInf',
    [
      ['PmtId', [['EndToEndId', reference]]],
      ['Amt', [['InstdAmt', decimal(amount, currency), ` Ccy="${currency}"`]]],
      to.bic === null ? null : ['CdtrAgt', agentOf(to.bic, version)],
      ['Cdtr', [['Nm', named(to.name)], addressOf(address)]],
      ['CdtrAcct', accountOf(to.iban, null)],
      ['RmtInf', [['Ustrd', latin(about, 140) || reference]]],
    ],
  ]
}

const decimal = (minor: bigint, currency: Currency): string => formatMoney(money(minor, currency))

/** A name of which no Latin letter is left is still a name: the account tells who it is. */
const named = (name: string): string => latin(name, 70) || 'NOTPROVIDED'

const accountOf = (iban: string, currency: Currency | null): Node[] => [
  ['Id', [['IBAN', iban]]],
  ...(currency === null ? [] : [['Ccy', currency] as const]),
]

const agentOf = (bic: string | null, version: PainVersion): Node[] => [
  ['FinInstnId', [bic === null ? ['Othr', [['Id', 'NOTPROVIDED']]] : [version === '09' ? 'BICFI' : 'BIC', bic]]],
]

function addressOf(address: Address | null | undefined): Node | null {
  const town = latin(address?.town ?? '', 35)
  if (!address || town === '' || !/^[A-Z]{2}$/.test(address.country)) return null
  return [
    'PstlAdr',
    [
      ['TwnNm', town],
      ['Ctry', address.country],
    ],
  ]
}

function written([name, content, attributes = '']: Node, indent: string): string {
  const open = `${indent}<${name}${attributes}>`
  if (typeof content === 'string') return `${open}${xmlText(content)}</${name}>\n`
  const inner = content.flatMap(node => (node === null ? [] : [written(node, `${indent}  `)])).join('')
  return `${open}\n${inner}${indent}</${name}>\n`
}
