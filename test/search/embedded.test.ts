import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EmbeddedEngine } from '#search/embedded.adapter.ts'
import { contract } from './contract.ts'

const open = (thread: boolean) => async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-search-'))
  const engine = new EmbeddedEngine({ folder, thread })
  const close = async () => {
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { engine, close }
}

contract('the embedded engine', open(false), { forgives: true })
contract('the embedded engine on its thread', open(true), { forgives: true })
