// The door of every npm script. It may be started by a very old Node in a folder where nothing is installed yet, so it
// uses old syntax and built-in modules only; what follows runs under the Node that the project carries.
/* biome-ignore-all lint/style/useNodejsImportProtocol: an old Node does not know the prefix */
/* biome-ignore-all lint/complexity/useOptionalChain: an old Node does not know the syntax */
import { spawn, spawnSync } from 'child_process'
import { createHash } from 'crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'fs'
import { dirname, join } from 'path'
import { fileURLToPath } from 'url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const callerFolder = process.cwd()
process.chdir(root)
const say = line => {
  process.stderr.write(`${line}\n`)
}

/** One run of npm at a time, from the lock file, only if what is installed differs from it. */
function install() {
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  const stamp = join('node_modules', '.guildhall-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  say('Installing dependencies …')
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
  const version = spawnSync(npm[0], npm.slice(1).concat('--version'), { encoding: 'utf8' })
  const parts = String(version.stdout).trim().split('.').map(Number)
  const strict = parts[0] > 11 || (parts[0] === 11 && parts[1] >= 19) ? ['--strict-allow-scripts'] : []
  const args = npm.slice(1).concat('ci', '--no-audit', '--no-fund', '--loglevel=error', strict)
  const done = spawnSync(npm[0], args, { stdio: ['ignore', 2, 2] })
  if (done.status !== 0) process.exit(done.status === null ? 1 : done.status)
  writeFileSync(stamp, lock)
}

/** The project's own Node where the platform has one, else the one that runs, if it is new enough. */
function findNode() {
  const own = join(root, 'node_modules', '.bin', 'node')
  if (existsSync(own)) return own
  const v = process.versions.node.split('.').map(Number)
  if (v[0] > 22 || (v[0] === 22 && v[1] >= 19)) return process.execPath
  say(`Guildhall needs Node 22.19 or newer on this platform; this is ${process.version}.`)
  process.exit(1)
}

function filesOf(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .reduce((all, name) => all.concat(filesOf(join(path, name))), [])
}

/** Whether dist/ was built from these very sources. */
function sourcesHash() {
  const hash = createHash('sha256')
  const sources = [
    'src',
    'public',
    'db/client.ts',
    'db/schema',
    'astro.config.mjs',
    'package-lock.json',
    'scripts/compress.mjs',
  ]
  sources
    .reduce((all, path) => all.concat(filesOf(path)), [])
    .forEach(file => {
      hash.update(file).update('\0').update(readFileSync(file)).update('\0')
    })
  return hash.digest('hex')
}

let node = process.execPath
const bin = name => join(root, 'node_modules', '.bin', name)
function environment(extra) {
  const env = Object.assign({}, process.env, { ASTRO_TELEMETRY_DISABLED: '1' }, extra)
  env.PATH = join(root, 'node_modules', '.bin') + (process.platform === 'win32' ? ';' : ':') + (process.env.PATH || '')
  delete env.NODE_OPTIONS
  return env
}
/** Runs one step to its end; true if it went well. */
function step(title, args, options) {
  const o = options || {}
  if (title) say(`— ${title}`)
  const done = spawnSync(node, args, { stdio: ['ignore', o.quiet ? 2 : 1, 2], env: environment(o.env) })
  return done.status === 0
}

function build() {
  const stamp = join('dist', '.sources')
  const hash = sourcesHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true
  const built =
    step('Building the site', [bin('astro'), 'build', '--silent'], { quiet: true }) &&
    step('', ['scripts/compress.mjs'], { quiet: true })
  if (built) writeFileSync(stamp, hash)
  return built
}

/** Hands this process over to a long-lived one: signals are passed on, its exit code is ours. */
function become(args, env) {
  const child = spawn(node, args, { stdio: 'inherit', env: environment(env) })
  ;['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(signal => {
    process.on(signal, () => {
      child.kill(signal)
    })
  })
  child.on('exit', (code, signal) => {
    process.exit(code === null ? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1) : code)
  })
}

/** Browsers unpack themselves into the temporary directory and trust what lies there: so it is the project's own. */
function ownTemporaryFolder() {
  const folder = join(root, '.tmp')
  mkdirSync(folder, { recursive: true })
  return { TMPDIR: folder, GUILDHALL_TMP: folder }
}

function vitest(projects) {
  const temporary = ownTemporaryFolder()
  const result = join(temporary.TMPDIR, 'vitest.json')
  const args = [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${result}`].concat(
    projects,
    rest,
  )
  writeFileSync(result, '{}')
  const well = step('Tests', args, { env: temporary })
  const counts = JSON.parse(readFileSync(result, 'utf8'))
  const skipped = (counts.numPendingTests || 0) + (counts.numTodoTests || 0)
  console.log(
    `tests: ${counts.numPassedTests || 0} passed, ${counts.numFailedTests || 0} failed${skipped ? `, ${skipped} skipped` : ''}`,
  )
  return well && counts.numTotalTests > 0
}

const command = process.argv[2]
const rest = process.argv.slice(3)
install()
node = findNode()

function all(steps) {
  const failed = steps.filter(one => !one[1]())
  if (failed.length > 0) {
    say(`Failed: ${failed.map(one => one[0]).join(', ')}`)
  }
  process.exit(failed.length > 0 ? 1 : 0)
}
const formatAndLint = [
  'format and lint',
  () => step('Format and lint', [bin('biome'), 'ci', '--error-on-warnings', '.']),
]
const types = [
  'types',
  () => {
    const astro = step('Types', [bin('astro'), 'check', '--minimumSeverity', 'warning'])
    return (
      step('', [bin('svelte-check'), '--tsconfig', './tsconfig.json', '--threshold', 'warning', '--output', 'human']) &&
      astro
    )
  },
]

if (command === 'cli') {
  become(['src/cli.ts'].concat(rest), { GUILDHALL_CWD: process.env.INIT_CWD || callerFolder })
} else if (command === 'demo') {
  if (!build()) process.exit(1)
  become(['src/cli.ts', 'demo'].concat(rest))
} else if (command === 'dev') {
  become([bin('astro'), 'dev'].concat(rest))
} else if (command === 'bench') {
  if (!build()) process.exit(1)
  become(['test/bench/run.ts'].concat(rest), ownTemporaryFolder())
} else if (command === 'check') {
  all([formatAndLint, types, ['tests', () => vitest(['--project=unit'])]])
} else if (command === 'test') {
  all([formatAndLint, ['build', build], types, ['tests', () => vitest([])]])
} else {
  say('usage: npm run demo | npm test | npm run check | npm run dev | npm run bench | npm run guildhall -- COMMAND')
  process.exit(2)
}
