import { readAreas } from './area.ts'

/** What is said in English about each field of work. */
export const AREAS_EN = readAreas(`
# email-automation
project: our welcome series
project: our monthly newsletter and four automated flows
project: a birthday and reactivation programme
problem: We sent one newsletter to everybody and wondered why fewer people opened it every month.
problem: Our welcome mail still carried the logo of two years ago, and nobody dared to touch the flow.
problem: Everything depended on one colleague who exported a list each Thursday night.
good: The welcome series went live within four weeks and has run without us ever since.
good: They cut eleven flows down to four, and explained each one on a single page.
good: Every mail was tested on our own old laptops before it went out.
title: {client}: from one newsletter to {n} automatic conversations
title: How {client} stopped exporting lists on Thursdays
title: A welcome that earns its place: {client}
challenge: {client} sent the same newsletter to its whole list every fortnight. New subscribers waited up to two weeks for a first message, and by then a third of them had forgotten that they had signed up.
challenge: All automated mail of {client} had grown over six years. Nobody knew which of the flows still ran, and customers sometimes received three messages on one morning.
approach: We mapped every message on the wall of the canteen, with the people who answer the phone. Half of the flows could go. The rest became one welcome, one reminder and one thank-you, each with a clear owner and an end.
approach: The team wrote the texts, we built the flows, and we sent the first month to our own addresses only. A small dashboard shows per flow who entered, who left and why.
result: New subscribers now hear from {client} within ten minutes. The office has its Thursdays back, and the flows are reviewed once a quarter in a meeting of half an hour.
result: Fewer messages are sent, and more are read. The service desk reports that customers mention the mails when they call.
metrics: 18 ; 44 ; +{n} % ; opened messages in the first month | 12 ; 35 ; −{n} % ; people who unsubscribe | 4 ; 9 ; {n} hours ; saved each week

# crm-integration
project: the link between our CRM and our campaigns
project: a nightly sync with our ERP
project: moving our contacts into one CRM
problem: Sales worked in one system and marketing in another, and they disagreed about who our customers were.
problem: Our old link broke every time somebody added a field.
problem: Leads from the site were typed over by hand, usually on Friday afternoon.
good: The sync has not failed once since it went live, and there is a log that we can read ourselves.
good: They found 2,300 duplicate records before we moved anything.
good: We got documentation that our own administrator understands.
title: One truth for sales and marketing at {client}
title: {client} connects its ERP without stopping the presses
title: How {client} found 2,300 customers twice
challenge: At {client} the salespeople kept notes in the CRM while the campaigns ran on an export of last spring. Customers who had just complained received an offer the next day.
challenge: Three companies had become one, with three address files. {client} wanted a single record for each customer before the trade fair in autumn.
approach: We wrote down the rules first: which system may change which field, and who decides when they differ. Then we built the link with retries, a log in plain language and a button to replay a day.
approach: A trial run on a copy showed what would be merged. The account managers checked the doubtful records in two afternoons, with coffee, and only then did we move.
result: Sales sees which mail a customer read before it calls; marketing sees who is in a complaint. Nobody has typed over an address since March.
result: The link handles some forty thousand changes a night. When the ERP was down for a day, everything caught up by itself.
metrics: 92 ; 99 ; {n} % ; of records complete after the clean-up | 3 ; 8 ; {n} days ; less between enquiry and first call | 0 ; 0 ; {n} ; failed nights since the launch

# e-commerce
project: our abandoned basket messages
project: mail for our webshop
project: product recommendations in our weekly mail
problem: Our shop had plenty of first orders and very few second ones.
problem: Baskets were left behind and we had no idea why.
problem: We showed garden chairs to people who had bought them last week.
good: Second orders went up within a quarter, and they showed us exactly which mail did it.
good: The recommendations finally look like something our own staff would say.
good: They noticed that our delivery costs caused most of the abandoned baskets, and said so.
title: The second order: how {client} grew without new visitors
title: {client} asks why baskets are left behind
title: Recommendations as good as the shop floor at {client}
challenge: {client} spent two thirds of its budget on winning new customers, while eight in ten buyers never came back. The order history was complete, and nobody used it.
challenge: A third of all baskets at {client} were abandoned on the delivery page. Reminders were sent to everyone, even to those who had ordered by phone in the meantime.
approach: We grouped customers by what they bought first, and asked the shop staff what they would suggest next. Their answers became the first recommendation rules; only later did we add statistics.
approach: Instead of a reminder we sent a question: what stopped you? One in nine replied. The answers changed the delivery page before they changed a single mail.
result: Returning customers now bring in more than half of the revenue of {client}. The rules are still written in sentences that the staff can change.
result: Fewer reminders are needed because fewer baskets are left. Those that are sent arrive within an hour and stop as soon as an order comes in.
metrics: 14 ; 38 ; +{n} % ; second orders within 90 days | 9 ; 24 ; −{n} % ; abandoned baskets | 21 ; 52 ; {n} % ; of revenue from returning customers

# customer-data
project: a single customer view
project: bringing our till and webshop together
project: our customer data platform
problem: The till, the webshop and the newsletter each had their own idea of who a customer was.
problem: We could not answer how many active customers we had, not even roughly.
problem: Every report started with two days of merging files.
good: For the first time we have one number for active customers, and everybody uses it.
good: They refused to load fields that nobody could explain, which annoyed us for a week and helped us for years.
good: The merge rules are written in normal sentences.
title: {client} counts its customers once
title: Till, webshop, newsletter: one file at {client}
title: What {client} learned by asking how many customers it has
challenge: Ask four people at {client} how many customers it had, and there were four answers. Loyalty cards, web accounts and invoices had never been put next to each other.
challenge: {client} wanted to greet people at the counter by what they had ordered online. The data existed, in seven systems and five spellings of the same street.
approach: We began with a definition, not with software: who is a customer, since when, until when. The sources were connected one at a time, with a weekly list of doubtful pairs for the service team.
approach: Each field got an owner and a reason. Whatever had neither was left behind. The result is a small file, and one that people believe.
result: Campaigns, service and the board now look at the same figure. A new source is connected in days, because the rules are known.
result: The shop staff see the last three contacts on their screen. Complaints about "you should know that" have all but gone.
metrics: 17 ; 31 ; −{n} % ; records after removing doubles | 5 ; 11 ; {n} ; sources in one customer view | 60 ; 88 ; {n} % ; of sales tied to a known customer

# lead-generation
project: our lead programme
project: a nurture track for engineers
project: our whitepaper campaign
problem: Visitors downloaded our guides and were never heard of again.
problem: Sales called every lead on the same day, and most of them were students.
problem: We sell something that people buy once in eight years, and we kept being too early or too late.
good: Sales now calls fewer people and closes more orders.
good: The scoring is simple enough to explain to a salesman in a car park.
good: They sat with our engineers until they understood the product, and the texts show it.
title: Fewer calls, more orders at {client}
title: How {client} stays in touch for eight months
title: Leads that the sales team of {client} thanks us for
challenge: {client} collected four hundred leads a quarter at fairs and online. The sales team called them all, in order of arrival, and had lost its faith in the list by the second week.
challenge: Buyers of {client} read for months before they ask for a quote. Between the first download and that moment there was silence.
approach: With three salespeople we listed what a good enquiry looks like. Those signs became a score that fits on a beer mat. Below the line people receive useful articles; above it somebody calls within a day.
approach: Engineers told us the ten questions they are always asked. Each answer became an article, and the series is sent at the pace of the reader.
result: The sales team of {client} works through its list by Wednesday. Two of the three largest orders of the year began with an article.
result: Enquiries arrive better informed, and the first conversation starts where it used to end.
metrics: 22 ; 61 ; +{n} % ; enquiries that become a quote | 30 ; 55 ; −{n} % ; calls that lead nowhere | 2 ; 5 ; {n}× ; return on the programme in a year

# loyalty-programmes
project: our loyalty programme
project: the new customer card
project: a club for regular guests
problem: Our stamp card was loved by everybody and told us nothing.
problem: We gave points for everything and regulars did not notice.
problem: Only one in ten of our guests came back within the year.
good: Guests ask for the programme by name, which never happened with the old card.
good: They calculated what the points would cost us before we promised anything.
good: The staff was trained for two evenings, and it shows at the counter.
title: A card that {client} can count on
title: Regulars first: the club of {client}
title: {client} gives up points and gains guests
challenge: {client} had thirty thousand stamp cards in circulation and not one address. Regulars were recognised by the staff and by nobody else.
challenge: The points programme of {client} was generous, expensive and invisible: seven in ten members could not say what their points were worth.
approach: We asked forty regulars what they valued. Nobody said points; almost everyone said being recognised. So the programme opens with early tables, a first look at the new menu, and a note on the birthday.
approach: The sums came first: what a visit brings in, what a benefit costs, from which visit on it pays. The staff rehearsed the offer at the till until it took one sentence.
result: Members come back half as often again as before. The staff of {client} likes the programme, which may be its best feature.
result: The old debt of points was paid off within a year, and no member complained in writing.
metrics: 19 ; 47 ; +{n} % ; visits of members | 31 ; 64 ; {n} % ; of sales by known guests | 6 ; 18 ; {n} thousand ; members in the first year

# marketing-strategy
project: our marketing plan
project: a plan for the next two years
project: sorting out our priorities
problem: We had eleven projects and a team of two.
problem: The board asked what marketing brings in, and we had no answer.
problem: Each department had its own plan and its own tool.
good: Six weeks, twelve pages, and for once a plan that we carry out.
good: They told our director no, politely and with numbers.
good: Every choice in the plan says what we will stop doing.
title: Twelve pages for {client}
title: What {client} stopped doing
title: From eleven projects to three at {client}
challenge: {client} had plans enough: eleven of them, for a team of two and a half. Every month the loudest voice won.
challenge: After a merger {client} spoke to the same families under two names, with two calendars and two budgets.
approach: In five mornings we laid all current work on the table with its hours and its yield. The team itself struck out eight projects. What remained got a date, an owner and a number.
approach: We spoke to fifteen customers before we spoke to the board. Their words, unpolished, opened the plan.
result: A year on, two of the three projects at {client} are done and the third has been stopped on purpose.
result: The board discusses marketing on one page a month, and the team goes home on time.
metrics: 11 ; 11 ; {n} → 3 ; projects at the same time | 14 ; 33 ; +{n} % ; response to the first campaign | 6 ; 9 ; {n} weeks ; from start to plan

# deliverability
project: getting our mail out of the spam folder
project: our sender reputation
project: setting up authentication for our domains
problem: Half of our customers said that they never received our mail.
problem: One bad list had put us on a blocklist in our busiest week.
problem: Our password mails arrived after an hour, if at all.
good: Within three weeks our mail arrived again, and we know why it had not.
good: They read the bounce logs with us line by line.
good: We were told to delete a third of our list. It hurt, and it worked.
title: {client} returns to the inbox
title: Three weeks to a clean name for {client}
title: Why {client} deleted a third of its list
challenge: In the busiest month of the year the messages of {client} stopped arriving at two large mailbox providers. Nobody had changed anything, which was precisely the problem.
challenge: {client} sent from nine domains, four of them without any authentication. Customers had learned to look for its invoices among the junk.
approach: We brought the domains back to two, signed everything, and sent only to people who had opened something in the past half year. Volume grew by a fifth each day, never faster.
approach: Every morning at nine we read the bounces together and wrote down one cause. After twelve mornings there were none left to write.
result: Messages of {client} arrive within seconds, at every provider we measure. The list is smaller and sells more.
result: A weekly report of half a page warns before things go wrong. It has done so twice.
metrics: 96 ; 99 ; {n} % ; of messages in the inbox | 40 ; 75 ; −{n} % ; complaints | 3 ; 5 ; {n} weeks ; to recover

# segmentation
project: segmenting our customer base
project: personal offers by customer group
project: an RFM model for our shop
problem: We treated a customer of ten years the same as one of ten minutes.
problem: We had forty-one segments and used two.
problem: Personalisation meant a first name, and often the wrong one.
good: Five segments that our whole team knows by heart.
good: The model is a spreadsheet that we can recalculate ourselves.
good: We mail less to the people who were tired of us, and sell more.
title: Five groups are enough for {client}
title: {client} stops mailing everybody
title: From forty-one segments to five at {client}
challenge: {client} had forty-one segments, most of them named after campaigns long forgotten. In practice every mail went to everybody.
challenge: The best customers of {client} received the same welcome offer as strangers, and some had begun to say so.
approach: From three years of orders we made five groups that can be told apart in one sentence each. Every group got one thing it hears about and one thing it is spared.
approach: We tested on a tenth of each group for six weeks, with a control group that heard nothing. What did not beat silence was dropped.
result: {client} sends a third fewer messages and earns more with them. The names of the five groups are used in the shop as well.
result: The model is recalculated on the first of each month, in ten minutes, by the team itself.
metrics: 16 ; 41 ; +{n} % ; revenue for each message | 25 ; 38 ; −{n} % ; messages sent | 5 ; 5 ; {n} ; groups, all in use

# reporting-and-analytics
project: our marketing dashboard
project: a report for our board
project: measuring what our campaigns bring in
problem: Nobody believed our reports, and we did not either.
problem: It took three days a month to make a report that nobody read.
problem: Two tools told us two different stories about the same campaign.
good: One page a month, and the board reads it.
good: They removed twenty-six charts and nobody has missed one.
good: The figures now agree with our bookkeeping to the euro.
title: {client} deletes twenty-six charts
title: One page a month for {client}
title: Figures that the bookkeeper of {client} believes
challenge: The marketing report of {client} had thirty-four charts, took three days a month and ended in a discussion about definitions.
challenge: {client} could tell how many people had clicked, but not whether any of them had paid.
approach: For each chart we asked who had decided something because of it in the past year. Eight survived. They were rebuilt on invoices instead of clicks.
approach: The definitions fit on one sheet, signed by marketing, sales and finance. Only after that did we open a tool.
result: The report of {client} makes itself overnight, fits on one page and agrees with the ledger.
result: Twice already a campaign was stopped after a week instead of after a quarter.
metrics: 24 ; 30 ; −{n} ; charts | 2 ; 4 ; {n} days ; saved each month | 100 ; 100 ; {n} % ; agreement with the books

# text-messages-and-apps
project: appointment reminders by text message
project: our service messages
project: push messages in our app
problem: People missed their appointments, and our desk spent its mornings on the phone.
problem: When the ferry was cancelled, our guests learned it on the quay.
problem: Our app had forty thousand users, and we had never sent them anything.
good: Missed appointments dropped in the first week.
good: Messages go out within a minute, also at six on a Sunday.
good: They insisted on a quiet time after nine in the evening, and our guests thank us for it.
title: Fewer empty chairs at {client}
title: {client} tells four thousand people before breakfast
title: A quiet phone at the desk of {client}
challenge: One in eight appointments at {client} was missed, most of them by people who had simply forgotten. The desk called around each morning and reached half.
challenge: When plans changed, {client} put a notice on its site and hoped. Guests found out at the gate.
approach: Two reminders, one question: are you coming? Whoever answers no gives the place back, and the next on the list receives it at once. The texts were tested on the oldest customers first.
approach: We linked the planning to text messages with a template for each kind of delay. The duty officer chooses one and sends it from a phone.
result: The desk of {client} is quiet before ten. Places that come free are filled on the same day.
result: On the stormiest day of the winter everyone knew within four minutes, and nobody stood at the gate.
metrics: 28 ; 57 ; −{n} % ; missed appointments | 2 ; 6 ; {n} minutes ; until everybody knows | 85 ; 96 ; {n} % ; of messages read within the hour

# content-and-copy
project: writing our newsletter
project: new texts for all our mails
project: our donor letters
problem: We knew our subject too well to write about it.
problem: Our letters sounded like a contract.
problem: Nobody had the time to write, so we sent nothing for half a year.
good: It sounds like us, only better.
good: Readers reply to our newsletter now; that had never happened.
good: They rewrote our automatic mails, the ones everybody forgets.
title: {client} gets answers to its newsletter
title: Plain words for {client}
title: The letters of {client}, rewritten
challenge: {client} had something to tell every week and nobody to tell it. Drafts went round four departments and came back as minutes of a meeting.
challenge: The automatic messages of {client} had been written by its software supplier. They were correct, and they began with "Dear customer".
approach: We spent three days at the counter, listening. The words that people use there became the words of the newsletter. One editor decides; others may correct facts.
approach: All sixty-two automatic messages were read aloud by someone who had never seen them. What could not be said was rewritten.
result: Readers write back, some thirty an issue. The best answers open the next one.
result: The service desk of {client} gets fewer questions, because the messages now answer them.
metrics: 20 ; 45 ; {n} ; replies to each issue | 15 ; 36 ; +{n} % ; readers who reach the end | 10 ; 30 ; −{n} % ; questions to the service desk

# event-marketing
project: the messages around our open day
project: registrations for our congress
project: our festival mailings
problem: Seven hundred people registered and three hundred came.
problem: Our visitors received four confirmations and no directions.
problem: After the event there was silence until the next one.
good: On the day itself everything simply arrived on time.
good: They stood at the door themselves with a tablet, in the rain.
good: The thank-you note went out before our visitors were home.
title: From sign-up to thank-you at {client}
title: {client} fills its hall
title: Registered and actually there: {client}
challenge: Registrations for the open day of {client} rose every year and attendance did not. Between the two lay a confirmation, and five weeks of nothing.
challenge: The congress of {client} had nine kinds of visitors and one mailing for all of them.
approach: We wrote the string of messages backwards, from the handshake at the door to the first invitation. Each message answers one question: why come, how to get there, what to bring, what now.
approach: Speakers, members and students each got their own route, with the same look. Changes to the programme reached only the people they concerned.
result: The hall of {client} was full, and the car park was not, because people knew about the shuttle bus.
result: Within a week a third of the visitors had asked for a follow-up conversation.
metrics: 62 ; 84 ; {n} % ; of those registered came | 18 ; 39 ; +{n} % ; registrations | 24 ; 41 ; {n} % ; asked for a follow-up

# privacy-and-consent
project: putting our consent records in order
project: a preference centre
project: a privacy check of all our flows
problem: We could not show when or how people had said yes.
problem: Our privacy text was nine pages long, and wrong.
problem: A former colleague was still receiving exports of our whole list.
good: We can answer a request for data in ten minutes instead of three days.
good: They explained the rules without frightening anybody.
good: Our preference page is so clear that people leave fewer lists than we feared.
title: {client} can show every yes
title: Ten minutes instead of three days at {client}
title: A clear choice for the readers of {client}
challenge: For half of its addresses {client} could not say when consent was given, and by whom. A request for data took three days and two departments.
challenge: {client} offered one choice: everything, or nothing. Many people chose nothing.
approach: Each address got a source, a date and the sentence that was agreed to. Where one was missing we asked again, once, and accepted silence as a no.
approach: We replaced nine pages by one, and the single box by four choices in plain words, with an example of each.
result: Requests are answered from one screen at {client}. The auditor stayed for an hour instead of a day.
result: Four in five people who came to leave stayed for at least one of the four choices.
metrics: 10 ; 10 ; {n} minutes ; to answer a request for data | 71 ; 86 ; {n} % ; kept at least one choice | 100 ; 100 ; {n} % ; of addresses with proof of consent
`)
