import type { Output } from './command.ts'

const WIDTH = 28

/** Answers on standard output; progress and logs on standard error, the bar only where someone watches and after a second. */
export function output(json: boolean): Output {
  const started = Date.now()
  let drawn = false
  const wipe = () => {
    if (drawn) process.stderr.write('\r\x1b[2K')
    drawn = false
  }
  return {
    json,
    answer(object, text) {
      wipe()
      process.stdout.write(json ? `${JSON.stringify(object)}\n` : text.endsWith('\n') ? text : `${text}\n`)
    },
    raw(text) {
      wipe()
      process.stdout.write(text)
    },
    progress(share, what) {
      if (!process.stderr.isTTY || Date.now() - started < 1_000) return
      const full = Math.round(Math.min(1, Math.max(0, share)) * WIDTH)
      process.stderr.write(
        `\r\x1b[2K[${'█'.repeat(full)}${'·'.repeat(WIDTH - full)}] ${Math.floor(share * 100)} % ${what}`,
      )
      drawn = true
    },
    log(line) {
      wipe()
      process.stderr.write(`${line}\n`)
    },
  }
}
