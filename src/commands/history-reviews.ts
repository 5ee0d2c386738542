import type { CustomerId, ReviewId } from '#kernel/id.ts'
import * as reviews from '#reviews/index.ts'
import { type Handlers, withPartner } from './history-act.ts'

/** What customers say: a history carries stars and text alone, and both declarations count as no. */
export const REVIEWS: Pick<Handlers, 'review' | 'moderate'> = {
  review: (cx, act) =>
    withPartner(cx, act.partner, partner =>
      reviews.writeReview(cx, {
        id: act.review as ReviewId,
        customer: act.customer as CustomerId,
        partner,
        content: {
          overall: act.overall,
          sub: null,
          recommend: null,
          text: { language: 'en', title: '', challenge: '', wentWell: '', couldBeBetter: '', text: act.text },
          identity: { role: '', industry: null, companySize: null, shownAs: null },
          project: { from: null, to: null, budget: null, services: [] },
          declarations: { connection: false, incentive: false },
        },
      }),
    ),
  moderate: (cx, act) =>
    reviews.decide(cx, {
      review: act.review as ReviewId,
      decision: act.decision,
      ...(act.reason === undefined ? {} : { reason: act.reason }),
    }),
}
