/** The words of the town's directory, in both languages, with what people type instead. */
type Row = readonly [en: string, nl: string, ...synonyms: string[]]

export const EXPERTISE: readonly Row[] = [
  [
    'Email automation',
    'E-mailautomatisering',
    'email marketing',
    'e-mailmarketing',
    'newsletters',
    'nieuwsbrieven',
    'drip campaigns',
  ],
  ['CRM integration', 'CRM-koppeling', 'crm', 'klantrelatiebeheer', 'crm sync'],
  ['E-commerce', 'E-commerce', 'webshop', 'online store', 'webwinkel'],
  ['Customer data', 'Klantdata', 'cdp', 'customer data platform', 'single customer view', 'klantbeeld'],
  ['Lead generation', 'Leadgeneratie', 'leads', 'b2b marketing', 'lead nurturing'],
  ['Loyalty programmes', 'Loyaliteitsprogramma’s', 'loyalty', 'spaarprogramma', 'klantenkaart'],
  ['Marketing strategy', 'Marketingstrategie', 'strategy', 'consultancy', 'advies'],
  ['Deliverability', 'Afleverbaarheid', 'spam', 'dmarc', 'inbox placement', 'reputatie'],
  ['Segmentation', 'Segmentatie', 'rfm', 'doelgroepen', 'personalisation', 'personalisatie'],
  ['Reporting and analytics', 'Rapportage en analyse', 'dashboards', 'bi', 'attribution', 'statistiek'],
  ['Text messages and apps', 'Sms en apps', 'sms', 'push', 'mobile', 'whatsapp'],
  ['Content and copy', 'Content en tekst', 'copywriting', 'tekstschrijven', 'content marketing'],
  ['Event marketing', 'Evenementenmarketing', 'events', 'registrations', 'tickets', 'beurzen'],
  ['Privacy and consent', 'Privacy en toestemming', 'gdpr', 'avg', 'consent management', 'opt-in'],
]

export const SERVICES: readonly Row[] = [
  ['Implementation', 'Implementatie', 'setup', 'inrichting', 'onboarding'],
  ['Training', 'Training', 'workshop', 'cursus', 'opleiding'],
  ['Managed campaigns', 'Campagnebeheer', 'outsourcing', 'uitbesteden', 'full service'],
  ['Migration', 'Migratie', 'overstap', 'switching platform'],
  ['Template design', 'Templateontwerp', 'email design', 'vormgeving'],
  ['API development', 'API-ontwikkeling', 'integration', 'maatwerk', 'custom development'],
  ['Audit', 'Audit', 'review', 'doorlichting', 'health check'],
  ['Support', 'Ondersteuning', 'helpdesk', 'service desk'],
]

export const INDUSTRIES: readonly Row[] = [
  ['Retail', 'Detailhandel', 'shops', 'winkels'],
  ['Travel and leisure', 'Reizen en vrije tijd', 'tourism', 'toerisme', 'holiday parks'],
  ['Education', 'Onderwijs', 'schools', 'universities', 'scholen'],
  ['Healthcare', 'Zorg', 'clinics', 'hospitals', 'ziekenhuis'],
  ['Non-profit', 'Goede doelen', 'charity', 'fundraising', 'fondsenwerving'],
  ['Publishing and media', 'Uitgeverij en media', 'publisher', 'kranten', 'tijdschriften'],
  ['Manufacturing', 'Maakindustrie', 'industry', 'industrie', 'production'],
  ['Wholesale', 'Groothandel', 'distribution', 'distributie'],
  ['Financial services', 'Financiële dienstverlening', 'insurance', 'verzekeringen', 'banking'],
  ['Food and hospitality', 'Food en horeca', 'restaurants', 'horeca', 'catering'],
  ['Sports and culture', 'Sport en cultuur', 'museum', 'theatre', 'theater', 'clubs'],
  ['Real estate', 'Vastgoed', 'housing', 'makelaars', 'woningcorporaties'],
]
