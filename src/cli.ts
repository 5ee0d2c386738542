import { enableCompileCache } from 'node:module'

// Half of a short command's time went into compiling what it had compiled before. Node keeps it beside other temporary files.
enableCompileCache()
const { main } = await import('#commands/main.ts')

process.stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0)
  throw error
})
process.exitCode = await main(process.argv.slice(2))
