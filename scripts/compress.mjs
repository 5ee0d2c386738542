// After the build: what never changes is compressed once, as small as it gets, so that no request waits for it.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const folder = new URL('../dist/client', import.meta.url).pathname
const TEXT = /\.(css|js|mjs|svg|json|txt|xml|html|webmanifest|map)$/

const files = () => readdirSync(folder, { recursive: true, encoding: 'utf8' })

for (const name of files()) if (/\.(br|gz)$/.test(name)) rmSync(join(folder, name))
for (const name of files()) {
  const file = join(folder, name)
  if (!TEXT.test(name) || !statSync(file).isFile()) continue
  const bytes = readFileSync(file)
  if (bytes.length < 1024) continue
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })
  const gzip = gzipSync(bytes, { level: 9 })
  if (brotli.length < bytes.length) writeFileSync(`${file}.br`, brotli)
  if (gzip.length < bytes.length) writeFileSync(`${file}.gz`, gzip)
}
