/** One sentence about the customer itself, by its industry: a review begins with who is speaking. */
type Contexts = { readonly [industry: string]: { readonly en: readonly string[]; readonly nl: readonly string[] } }

function readContexts(text: string): Contexts {
  const blocks = text.trim().split('\n\n')
  return Object.fromEntries(
    blocks.map(block => {
      const [industry = '', ...lines] = block.split('\n')
      const of = (language: string) => lines.filter(line => line.startsWith(`${language}: `)).map(line => line.slice(4))
      return [industry, { en: of('en'), nl: of('nl') }]
    }),
  )
}

export const CONTEXTS = readContexts(`
retail
en: We run four shops and a webshop.
en: We are a family shop with eleven people and a busy December.
en: Nine branches, one till system and a great many regulars.
en: We sell in two shops, and more and more online.
nl: Wij hebben vier winkels en een webwinkel.
nl: We zijn een familiezaak met elf mensen en een drukke december.
nl: Negen filialen, één kassasysteem en heel veel vaste klanten.
nl: Wij verkopen in twee winkels en steeds meer online.

travel-and-leisure
en: Our season lasts from Easter to October.
en: We welcome some sixty thousand guests a year.
en: Our guests book late and change their minds often.
nl: Ons seizoen loopt van Pasen tot oktober.
nl: Wij ontvangen zo’n zestigduizend gasten per jaar.
nl: Onze gasten boeken laat en veranderen vaak van gedachten.

education
en: We have three thousand students and as many parents with questions.
en: Our year turns around one open day and two deadlines.
en: We teach evening classes in five towns.
nl: Wij hebben drieduizend studenten en minstens zoveel ouders met vragen.
nl: Ons jaar draait om één open dag en twee deadlines.
nl: Wij geven avondlessen in vijf plaatsen.

healthcare
en: We see nine hundred patients a week.
en: We are a practice with six treatment rooms and one front desk.
en: In our work a wrong message is worse than none.
nl: Wij zien negenhonderd patiënten per week.
nl: We zijn een praktijk met zes behandelkamers en één balie.
nl: In ons werk is een verkeerd bericht erger dan geen bericht.

non-profit
en: We live from eight thousand donors and a small office.
en: Every pound we spend on mail has to be explained to our trustees.
en: Most of our work is done by volunteers.
nl: Wij leven van achtduizend donateurs en een klein kantoor.
nl: Elke euro die naar mail gaat, leggen we uit aan ons bestuur.
nl: Het meeste werk doen bij ons vrijwilligers.

publishing-and-media
en: We publish forty titles a year and a weekly letter.
en: Our readers are loyal, critical and over fifty.
en: We have more subscribers than we have colleagues to answer them.
nl: Wij geven veertig titels per jaar uit en een wekelijkse brief.
nl: Onze lezers zijn trouw, kritisch en boven de vijftig.
nl: Wij hebben meer abonnees dan collega’s om ze te antwoorden.

manufacturing
en: We make parts that nobody sees and every machine needs.
en: We export to fourteen countries from one hall.
en: Our customers are engineers, and they read the small print.
nl: Wij maken onderdelen die niemand ziet en elke machine nodig heeft.
nl: Vanuit één hal exporteren wij naar veertien landen.
nl: Onze klanten zijn technici en die lezen de kleine lettertjes.

wholesale
en: We deliver to two thousand shops, most of them before seven.
en: Our catalogue has nineteen thousand articles.
en: Our buyers order by phone, by app and by fax, still.
nl: Wij leveren aan tweeduizend winkels, de meeste vóór zeven uur.
nl: Onze catalogus telt negentienduizend artikelen.
nl: Onze inkopers bestellen per telefoon, per app en nog altijd per fax.

financial-services
en: We are an office of fourteen advisers.
en: Our compliance officer reads everything we send, twice.
en: Our clients hear from us rarely, so it had better be good.
nl: Wij zijn een kantoor met veertien adviseurs.
nl: Onze compliance officer leest alles wat we versturen, twee keer.
nl: Onze klanten horen weinig van ons, dus dan moet het goed zijn.

food-and-hospitality
en: We have sixty seats, a terrace and regulars who want their own table.
en: We bake at three in the morning and do our marketing at three in the afternoon.
en: We brew twelve beers and run a tasting room at weekends.
nl: Wij hebben zestig stoelen, een terras en vaste gasten met een eigen tafel.
nl: Om drie uur ’s nachts bakken we, om drie uur ’s middags doen we aan marketing.
nl: Wij brouwen twaalf bieren en hebben in het weekend een proeflokaal.

sports-and-culture
en: We have five thousand members and one person for communication.
en: Our hall holds four hundred people, and empty seats cost us dearly.
en: We open a new exhibition every four months.
nl: Wij hebben vijfduizend leden en één medewerker communicatie.
nl: In onze zaal passen vierhonderd mensen, en lege stoelen kosten geld.
nl: Elke vier maanden openen wij een nieuwe tentoonstelling.

real-estate
en: We let eleven thousand homes.
en: We sell some three hundred houses a year, and each family has questions.
en: Between two moves we hear nothing of our clients for ten years.
nl: Wij verhuren elfduizend woningen.
nl: Wij verkopen zo’n driehonderd huizen per jaar en elk gezin heeft vragen.
nl: Tussen twee verhuizingen horen we tien jaar niets van onze klanten.
`)

/** Fields of work that make no sense for everyone: a shop has baskets, a broker has none. What is not named suits all. */
export const SUITS: { readonly [slug: string]: readonly string[] } = {
  'e-commerce': ['retail', 'wholesale', 'food-and-hospitality', 'publishing-and-media'],
  'loyalty-programmes': ['retail', 'food-and-hospitality', 'travel-and-leisure', 'sports-and-culture'],
  'event-marketing': [
    'education',
    'sports-and-culture',
    'travel-and-leisure',
    'non-profit',
    'publishing-and-media',
    'wholesale',
  ],
  'lead-generation': [
    'manufacturing',
    'wholesale',
    'financial-services',
    'real-estate',
    'education',
    'publishing-and-media',
  ],
  'text-messages-and-apps': [
    'healthcare',
    'travel-and-leisure',
    'education',
    'food-and-hospitality',
    'sports-and-culture',
    'real-estate',
  ],
  segmentation: [
    'retail',
    'wholesale',
    'travel-and-leisure',
    'food-and-hospitality',
    'publishing-and-media',
    'non-profit',
    'sports-and-culture',
  ],
}
