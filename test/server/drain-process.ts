import { parseEnv } from '#env.ts'
import { openHouse } from '#house.ts'
import { serve } from '#server.ts'
import { untilSignal } from '#server-drain.ts'

// A server with one slow page, for drain.test.ts: it is started as a process and told to stop by a signal.
const env = parseEnv({ ...process.env, LOG_LEVEL: 'silent' })
if (!env.ok) throw new Error(env.message)
const house = await openHouse(env.value, { synchronous: 'normal', searchThread: false })
const serving = await serve(house, {
  port: 0,
  host: '127.0.0.1',
  files: (_req, _res, next) => next(),
  astro: async (_req, res) => {
    process.stdout.write('held\n')
    await new Promise(resolve => setTimeout(resolve, 1_500))
    res.writeHead(200, { 'content-type': 'text/plain' })
    res.end('worth the wait')
  },
})
process.stdout.write(`port ${serving.port}\n`)
process.exitCode = await untilSignal(serving, house)
