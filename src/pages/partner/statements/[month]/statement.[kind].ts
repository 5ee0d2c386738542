import type { APIRoute } from 'astro'
import { mayOpen } from '#ui/console-pages.ts'
import { notFound, ownPartner } from '../../../_door.ts'
import { statementFile } from '../../../_statement-file.ts'

export const GET: APIRoute = ({ locals, params: { month = '', kind = '' } }) =>
  mayOpen('/partner/statements', locals.actor)
    ? statementFile(locals, ownPartner(locals.actor), month, kind)
    : notFound()
