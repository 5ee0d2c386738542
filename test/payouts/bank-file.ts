/** A strict reader of bank files, for the tests: one that a bank could have, and none of our writer's code. */
export type Xml = {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: Xml[]
  text: string
}

/** Reads elements, attributes and text; anything else that XML may hold is refused, and so is a stray character. */
export function readXml(source: string): Xml {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
  if (!source.startsWith(declaration)) throw new Error('no declaration')
  const stack: Xml[] = [{ name: '', attributes: {}, children: [], text: '' }]
  const token = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?: [A-Za-z]+="[^"<]*")*)>|([^<>]+)/gy
  token.lastIndex = declaration.length
  while (token.lastIndex < source.length) {
    const at = token.lastIndex
    const match = token.exec(source)
    const top = stack.at(-1)
    if (!match || !top) throw new Error(`unreadable at ${at}`)
    const [, slash, name = '', attributes = '', text] = match
    if (text !== undefined) {
      if (/&(?!(amp|lt|gt|quot);)/.test(text)) throw new Error('a bare ampersand')
      top.text += text
    } else if (slash) {
      if (top.name !== name) throw new Error(`${name} closes ${top.name}`)
      if (top.children.length > 0 && top.text.trim() !== '') throw new Error(`${name} mixes text and elements`)
      stack.pop()
    } else {
      const pairs = [...attributes.matchAll(/ ([A-Za-z]+)="([^"]*)"/g)].map(m => [m[1] ?? '', m[2] ?? ''])
      const element: Xml = { name, attributes: Object.fromEntries(pairs), children: [], text: '' }
      top.children.push(element)
      stack.push(element)
    }
  }
  const [root] = stack
  const [only] = root?.children ?? []
  if (stack.length !== 1 || root?.children.length !== 1 || !only) throw new Error('one whole document')
  return only
}

const plain = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** Every element of that path below. */
export const all = (node: Xml, path: string): Xml[] =>
  path.split('/').reduce<Xml[]>((nodes, name) => nodes.flatMap(n => n.children.filter(c => c.name === name)), [node])
/** The text of the one element of that path; throws if there is none or are several. */
export function one(node: Xml, path: string): string {
  const found = all(node, path)
  if (found.length !== 1) throw new Error(`${found.length} of ${path}`)
  return plain(found[0]?.text ?? '')
}
const maybe = (node: Xml, path: string): string | null => (all(node, path).length === 0 ? null : one(node, path))
const names = (node: Xml) => node.children.map(child => child.name)

const ORDER: Record<string, string[]> = {
  GrpHdr: ['MsgId', 'CreDtTm', 'NbOfTxs', 'CtrlSum', 'InitgPty'],
  PmtInf: [
    'PmtInfId',
    'PmtMtd',
    'BtchBookg',
    'NbOfTxs',
    'CtrlSum',
    'PmtTpInf',
    'ReqdExctnDt',
    'Dbtr',
    'DbtrAcct',
    'DbtrAgt',
    'ChrgBr',
    'CdtTrfTxInf',
  ],
  CdtTrfTxInf: ['PmtId', 'Amt', 'CdtrAgt', 'Cdtr', 'CdtrAcct', 'RmtInf'],
}
const LENGTHS: Record<string, number> = { MsgId: 35, PmtInfId: 35, EndToEndId: 35, Nm: 70, Ustrd: 140, TwnNm: 35 }
/** What every bank takes (EPC 217-08). */
const LETTERS = /^[A-Za-z0-9/\-?:().,'+ ]+$/

/** The order of elements, the lengths and the letters: what is wrong, or nothing. */
export function faultsOf(node: Xml): string[] {
  const order = ORDER[node.name]
  const places = order ? names(node).map(name => order.indexOf(name)) : []
  const disordered = places.some((place, i) => place < 0 || place < (places[i - 1] ?? 0))
  const text = plain(node.text)
  const max = LENGTHS[node.name]
  return [
    ...(disordered ? [`${node.name} holds ${names(node).join(' ')}`] : []),
    ...(max !== undefined && (text.length > max || !LETTERS.test(text)) ? [`${node.name} is ${text}`] : []),
    ...(max !== undefined && (/^\/|\/$|\/\//.test(text) || text !== text.trim()) ? [`${node.name} is ${text}`] : []),
    ...node.children.flatMap(faultsOf),
  ]
}

export function readBankFile(source: string) {
  const document = readXml(source)
  const root = all(document, 'CstmrCdtTrfInitn')[0]
  const payment = root && all(root, 'PmtInf')[0]
  if (!root || !payment || names(root).join() !== 'GrpHdr,PmtInf') throw new Error('one header, one debtor account')
  return {
    namespace: document.attributes.xmlns,
    faults: faultsOf(document),
    message: one(root, 'GrpHdr/MsgId'),
    createdAt: one(root, 'GrpHdr/CreDtTm'),
    counts: [one(root, 'GrpHdr/NbOfTxs'), one(payment, 'NbOfTxs')],
    sums: [one(root, 'GrpHdr/CtrlSum'), one(payment, 'CtrlSum')],
    level: maybe(payment, 'PmtTpInf/SvcLvl/Cd'),
    charges: one(payment, 'ChrgBr'),
    executeOn: maybe(payment, 'ReqdExctnDt/Dt') ?? one(payment, 'ReqdExctnDt'),
    debtor: {
      name: one(payment, 'Dbtr/Nm'),
      iban: one(payment, 'DbtrAcct/Id/IBAN'),
      bic: maybe(payment, 'DbtrAgt/FinInstnId/BICFI') ?? maybe(payment, 'DbtrAgt/FinInstnId/BIC'),
      other: maybe(payment, 'DbtrAgt/FinInstnId/Othr/Id'),
    },
    transfers: all(payment, 'CdtTrfTxInf').map(t => ({
      reference: one(t, 'PmtId/EndToEndId'),
      amount: one(t, 'Amt/InstdAmt'),
      currency: all(t, 'Amt/InstdAmt')[0]?.attributes.Ccy,
      bic: maybe(t, 'CdtrAgt/FinInstnId/BICFI') ?? maybe(t, 'CdtrAgt/FinInstnId/BIC'),
      name: one(t, 'Cdtr/Nm'),
      town: maybe(t, 'Cdtr/PstlAdr/TwnNm'),
      country: maybe(t, 'Cdtr/PstlAdr/Ctry'),
      iban: one(t, 'CdtrAcct/Id/IBAN'),
      about: one(t, 'RmtInf/Ustrd'),
    })),
  }
}
