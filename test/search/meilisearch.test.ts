import { MeilisearchEngine } from '#search/meilisearch.adapter.ts'
import { startMeilisearch } from '../support/meilisearch.ts'
import { contract } from './contract.ts'

contract(
  'meilisearch, as our double speaks it,',
  async () => {
    const server = await startMeilisearch({ key: 'search-key' })
    const engine = new MeilisearchEngine({ url: server.url, key: 'search-key' })
    return { engine, close: () => server.close() }
  },
  { forgives: false },
)

const { MEILI_URL, MEILI_KEY } = process.env
if (MEILI_URL)
  contract(
    'a real meilisearch',
    async () => {
      const engine = new MeilisearchEngine({ url: MEILI_URL, key: MEILI_KEY, prefix: `guildhall_test_${process.pid}` })
      return { engine, close: async () => {} }
    },
    { forgives: false },
  )
