// The words in which tables are described; one file for the same reason as orm.ts.
export * from 'drizzle-orm/sqlite-core'
