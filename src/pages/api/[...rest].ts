import type { APIRoute } from 'astro'
import { problem } from './v1/_answer.ts'

/** Whatever else is asked of the API: a problem, not a page. */
export const ALL: APIRoute = () => problem(404, 'There is nothing at this address of the API.')
