import type { APIRoute } from 'astro'
import { findPartner } from '#partners/index.ts'
import { mayOpen } from '#ui/console-pages.ts'
import { notFound } from '../../../../_door.ts'
import { statementFile } from '../../../../_statement-file.ts'

export const GET: APIRoute = async ({ locals, params: { partner = '', month = '', kind = '' } }) => {
  if (!mayOpen('/admin/earnings', locals.actor)) return notFound()
  const firm = await findPartner(locals.cx, partner)
  return firm?.id === partner ? statementFile(locals, firm.id, month, kind) : notFound()
}
