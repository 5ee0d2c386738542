/** What operator and partners owe and give one another: tasks, requests, plans and papers to use. */
import * as enablement from '#enablement/index.ts'
import * as identity from '#identity/index.ts'
import type { PartnerId } from '#kernel/id.ts'
import { dayOf } from '#kernel/period.ts'
import * as partners from '#partners/index.ts'
import { type Act, type Calendar, must } from './act.ts'
import { as } from './persons.ts'

const PROGRAM = 'simpro'
const MILA = 'mila@vuurtoren-data.example'
const RUBEN = 'ruben@guildhall.example'
const VUURTOREN = 'vuurtoren-data' as PartnerId

export function careActs({ ago }: Calendar): Act[] {
  return [...taskActs(ago), ...requestActs(ago), ...planActs(ago), ...resourceActs(ago)]
}

/** Two releases and two problems: one release was dealt with, of the other a task is open, and one problem is overdue. */
function taskActs(ago: Calendar['ago']): Act[] {
  const start = (days: number, event: string, what: string, subject: string, partner?: string): Act => ({
    at: ago(days, 9, 45),
    do: async cx =>
      must(
        'start tasks',
        partners.startTasks(await as(cx, RUBEN), {
          event,
          program: PROGRAM,
          what,
          subject,
          ...(partner === undefined ? {} : { partner: partner as PartnerId }),
        }),
      ),
  })
  const finish = (days: number, event: string, note: string): Act => ({
    at: ago(days, 15, 10),
    do: async cx => {
      const task = (await partners.tasksOf(cx, { partner: VUURTOREN })).find(one => one.event === event)
      if (task) await must('finish a task', partners.finishTask(await as(cx, MILA), { task: task.id, note }))
    },
  })
  return [
    start(62, 'release-9', 'compatibility-update', 'Release 9: the new template editor'),
    finish(41, 'release-9', 'Tested with all our connections; version 4.2 of our plug-in is out.'),
    start(11, 'release-10', 'compatibility-update', 'Release 10: consent per channel'),
    start(24, 'problem-281', 'problem-resolution', 'Orders of one webshop arrive twice', 'noorderzijl'),
    start(30, 'problem-274', 'problem-resolution', 'Birthdays are read as American dates', VUURTOREN),
    start(2, 'problem-290', 'problem-resolution', 'The nightly export of a bookshop stops half way', VUURTOREN),
  ]
}

function requestActs(ago: Calendar['ago']): Act[] {
  type Ask = Omit<Parameters<typeof enablement.ask>[1], 'partner'>
  const ask = (days: number, email: string, wish: Ask, answer?: readonly [days: number, text: string]): Act[] => {
    let id = ''
    const asked: Act = {
      at: ago(days, 10, 25),
      do: async cx => {
        id = (await must('ask', enablement.ask(await as(cx, email), { ...wish, partner: VUURTOREN }))).id
      },
    }
    if (!answer) return [asked]
    const [later, text] = answer
    const told: Act = {
      at: ago(later, 14, 5),
      do: async cx => must('answer', enablement.answer(await as(cx, RUBEN), { request: id, answer: text })),
    }
    return [asked, told]
  }
  const joost = 'joost@vuurtoren-data.example'
  return [
    {
      at: ago(300, 9),
      do: async cx => {
        const ruben = await identity.findUserByEmail(cx, RUBEN)
        const named = { partner: VUURTOREN, manager: ruben?.id ?? null }
        await must('name a manager', enablement.nameManager(cx, named))
      },
    },
    ...ask(
      58,
      MILA,
      {
        kind: 'question',
        subject: 'Lead that becomes two companies',
        text: 'A client of ours splits in January. Does our lead count for both halves, or do we register the new one?',
      },
      [
        57,
        'It counts for the company that signs under the old name. Please register the new one as a lead of its own.',
      ],
    ),
    ...ask(
      33,
      joost,
      {
        kind: 'marketing',
        subject: 'Autumn webinar for bookshops',
        text: 'We would like to be the case in your autumn webinar, with Noordstuur as our guest.',
      },
      [31, 'With pleasure. You are in on the third Thursday; marketing will mail you for the slides.'],
    ),
    ...ask(3, MILA, {
      kind: 'question',
      subject: 'Sandbox with last year’s data',
      text: 'Can our sandbox be filled with a copy of last December? We want to rehearse the peak.',
    }),
  ]
}

function planActs(ago: Calendar['ago']): Act[] {
  const plan = (days: number, partner: string, kind: enablement.PlanKind, text: string): Act => ({
    at: ago(days, 16),
    do: async cx => {
      const day = dayOf(cx.now, 'UTC')
      const quarter = `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
      const period = kind === 'quarterly-review' ? quarter : day.slice(0, 4)
      const wish = { partner: partner as PartnerId, program: PROGRAM, kind, period, text }
      await must(`record a plan of ${partner} ${kind}`, enablement.recordPlan(await as(cx, RUBEN), wish))
    },
  })
  return [
    plan(
      180,
      VUURTOREN,
      'annual-plan',
      'Twelve new clients in travel and retail. Two people certified before the summer. One joint case a quarter.',
    ),
    plan(
      150,
      'grachtlicht',
      'joint-business-plan',
      'Webshops with more than 10,000 orders a month: a shared list of forty, visited together.',
    ),
    plan(
      60,
      'grachtlicht',
      'quarterly-review',
      'Nine of forty visited, three signed. The loyalty module needs a demonstration of its own.',
    ),
  ]
}

function resourceActs(ago: Calendar['ago']): Act[] {
  type Paper = Parameters<typeof enablement.publishResource>[1]
  const paper = (days: number, wish: Paper): Act => ({
    at: ago(days, 12),
    do: async cx => must('publish a resource', enablement.publishResource(await as(cx, RUBEN), wish)),
  })
  const at = (path: string) => `https://www.guildhall.example/${path}`
  return [
    paper(210, {
      kind: 'paper',
      title: 'Consent that lasts: keeping permissions through a migration',
      address: at('papers/consent'),
      text: 'Twenty pages for the lawyer and the marketer at one table. Please do not shorten the second chapter.',
      language: 'en',
    }),
    paper(120, {
      kind: 'article',
      title: 'Vijf vragen voordat u een welkomstreeks bouwt',
      address: at('artikelen/welkomstreeks'),
      text: 'Vrij te plaatsen op uw eigen site, met uw eigen voorbeelden erbij.',
      language: 'nl',
    }),
    paper(45, {
      kind: 'case',
      title: 'How a ferry line tells four thousand people before breakfast',
      address: at('cases/ferry'),
      text: 'With figures that may be quoted, and two photographs.',
      language: 'en',
      linkBack: at('cases'),
    }),
  ]
}
