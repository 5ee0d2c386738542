import { connect } from 'node:net'

/** Requests a second that one address answers over keep-alive connections, each waiting for its answer before asking again. */
export async function load(
  url: string,
  o: { connections: number; ms: number; headers?: Record<string, string> },
): Promise<number> {
  const { hostname, port, pathname, search, host } = new URL(url)
  const extra = Object.entries(o.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`)
  const request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n${extra.join('')}\r\n`)
  let answered = 0
  const started = performance.now()
  const until = started + o.ms
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true })
      const reader = new AnswerReader()
      socket.on('connect', () => socket.write(request))
      socket.on('error', reject)
      socket.on('close', () => resolve())
      socket.on('data', chunk => {
        const status = reader.take(chunk)
        if (status === null) return
        if (status !== 200) return void socket.destroy(new Error(`${url} answered ${status}`))
        answered++
        if (performance.now() < until) socket.write(request)
        else socket.end()
      })
    })
  await Promise.all(Array.from({ length: o.connections }, one))
  return (answered / (performance.now() - started)) * 1_000
}

/** Finds the end of one answer: by its length, or by the last chunk. Cheap, for it runs on the cores that are measured. */
class AnswerReader {
  private head: Buffer | null = null
  private left = 0
  private chunked = false
  private status = 0
  private tail = ''

  /** The status once the answer is complete, else null. */
  take(chunk: Buffer): number | null {
    if (this.head === null) this.head = Buffer.alloc(0)
    let body = chunk
    if (this.left === 0 && !this.chunked) {
      this.head = this.head.length === 0 ? chunk : Buffer.concat([this.head, chunk])
      const end = this.head.indexOf('\r\n\r\n')
      if (end < 0) return null
      const text = this.head.subarray(0, end).toString('latin1').toLowerCase()
      this.status = Number(text.slice(9, 12))
      const length = /\r\ncontent-length: *(\d+)/.exec(text)?.[1]
      this.chunked = length === undefined
      body = this.head.subarray(end + 4)
      this.left = Number(length ?? 0)
      this.tail = ''
    }
    if (this.chunked) {
      this.tail = (this.tail + body.subarray(-8).toString('latin1')).slice(-8)
      if (!this.tail.endsWith('0\r\n\r\n')) return null
    } else {
      this.left -= body.length
      if (this.left > 0) return null
    }
    this.head = null
    this.chunked = false
    this.left = 0
    return this.status
  }
}
