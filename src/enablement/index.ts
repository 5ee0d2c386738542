/** What helps a partner on? Its manager, its requests and their answers, plans and reviews, and what the operator lends it. */
export * from './manager.verbs.ts'
export * from './plan.verbs.ts'
export * from './request.verbs.ts'
export * from './resource.verbs.ts'
