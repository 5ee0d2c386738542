import { readPartners } from './partner-row.ts'

/** Partners elsewhere; none of these firms exists. */
export const ABROAD = readPartners(`
oak-and-lantern | Oak & Lantern | Bristol | GB | en | 11-50 | 5k-20k | 2012 | 0.87 | 24
email-automation content-and-copy segmentation | managed-campaigns template-design training | non-profit sports-and-culture education
Kind, clear email for organisations with members
We look after the member mail of trusts, clubs and museums. We have sent renewal reminders for nine years, and can tell you which sentence to leave out.
Vriendelijke, heldere mail voor organisaties met leden
Wij verzorgen de ledenpost van stichtingen, clubs en musea. We sturen al negen jaar verlengingsbrieven en weten welke zin u moet schrappen.

fernwick | Fernwick Digital | Leeds | GB | en | 11-50 | 5k-20k | 2014 | 0.77 | 20
e-commerce email-automation reporting-and-analytics | implementation managed-campaigns audit | retail food-and-hospitality
The second order is our job
Any advert can win a first order. We build the messages that win the second, and we report on that number and no other.
De tweede bestelling is ons werk
Een eerste bestelling haalt elke advertentie wel binnen. Wij bouwen de berichten die de tweede opleveren, en rapporteren alleen dat getal.

saltmarsh | Saltmarsh CRM | Norwich | GB | en | 11-50 | 20k-50k | 2009 | 0.74 | 18
crm-integration lead-generation customer-data | implementation migration api-development | manufacturing wholesale real-estate
Your sales team and your campaigns, on the same page
Farm machinery, timber, lifts: we work where a salesman knows every customer by name and the software knows none of them.
Verkoop en campagnes op één lijn
Landbouwmachines, hout, liften: wij werken waar de verkoper elke klant bij naam kent en de software geen één.

heatherfield | Heatherfield | Edinburgh | GB | en | 1-10 | 20k-50k | 2011 | 0.81 | 13
marketing-strategy segmentation privacy-and-consent | audit training | financial-services healthcare
Careful marketing for careful sectors
Insurers and clinics cannot afford a careless sentence. We have written approval processes that take two days instead of three weeks.
Zorgvuldige marketing voor zorgvuldige sectoren
Verzekeraars en klinieken kunnen zich geen slordige zin veroorloven. Onze goedkeuringsrondes duren twee dagen in plaats van drie weken.

quaymarsh | Quaymarsh Labs | Manchester | GB | en | 51-200 | over-50k | 2006 | 0.71 | 18
customer-data reporting-and-analytics segmentation | implementation api-development audit | publishing-and-media travel-and-leisure retail
Customer data, engineered properly
Sixty engineers and analysts. We build the pipes, test them like software, and leave you with a system that your own people can run.
Klantdata, degelijk gebouwd
Zestig engineers en analisten. Wij leggen de leidingen, testen ze als software en laten een systeem achter dat uw eigen mensen kunnen draaien.

larkhill | Larkhill Partners | Oxford | GB | en | 1-10 | 5k-20k | 2015 | 0.83 | 12
email-automation event-marketing content-and-copy | managed-campaigns training support | education publishing-and-media
Mail for people who teach, publish and meet
Conferences, journals, summer schools. We know the academic year by heart, and when nobody reads anything.
Mail voor wie lesgeeft, uitgeeft en samenkomt
Congressen, tijdschriften, zomerscholen. We kennen het academisch jaar uit het hoofd, en ook de weken waarin niemand iets leest.

copperbeck | Copperbeck | Sheffield | GB | en | 11-50 | 5k-20k | 2013 | 0.24 | 11
lead-generation email-automation crm-integration | implementation managed-campaigns | manufacturing wholesale
Pipeline for industrial firms
We run outbound and nurture programmes for firms that sell to other firms, from first contact to signed order.
Nieuwe opdrachten voor industriële bedrijven
Wij verzorgen koude en warme acquisitie voor bedrijven die aan bedrijven verkopen, van eerste contact tot getekende order.

marrowby-finch | Marrowby & Finch | London | GB | en fr | 51-200 | over-50k | 2004 | 0.69 | 16
loyalty-programmes segmentation text-messages-and-apps | implementation managed-campaigns | food-and-hospitality retail travel-and-leisure
Loyalty that is worth more than points
We design programmes for restaurant groups and hotels, and we say so when a good table on a busy night beats any voucher.
Loyaliteit die meer waard is dan punten
Wij ontwerpen programma’s voor restaurants en hotels, en zeggen het ook als een goede tafel op een drukke avond meer waard is dan elk tegoed.

tidewell | Tidewell | Cardiff | GB | en cy | 1-10 | under-5k | 2017 | 0.79 | 10
text-messages-and-apps email-automation | implementation support | healthcare education
Reminders that save appointments
Missed appointments cost a clinic more than its rent. We build reminder flows in English and Welsh that people actually answer.
Herinneringen die afspraken redden
Gemiste afspraken kosten een kliniek meer dan de huur. Wij bouwen herinneringen in het Engels en Welsh waar mensen op antwoorden.

dunmore-post | Dunmore Post | Cork | IE | en | 1-10 | 5k-20k | 2016 | 0.86 | 11
deliverability email-automation privacy-and-consent | audit support migration | financial-services retail
Out of the spam folder, and kept there
We are the people other agencies phone when the open rate falls off a cliff on a Tuesday. We fix the cause and show you how to keep it fixed.
Uit de spammap, en dat blijft zo
Wij zijn de mensen die andere bureaus bellen als de openingsratio op een dinsdag instort. We verhelpen de oorzaak en laten zien hoe het goed blijft.

ravensgate | Ravensgate | Dublin | IE | en | 11-50 | 20k-50k | 2010 | 0.2 | 12
lead-generation marketing-strategy content-and-copy | managed-campaigns training | financial-services real-estate
Demand, generated
A full-service demand agency for financial and property firms, with offices in Dublin and Galway.
Vraag, op bestelling
Een bureau voor vraagcreatie voor financiële dienstverleners en vastgoed, met kantoren in Dublin en Galway.

kieselbach | Kieselbach Automation | Köln | DE | de en nl | 11-50 | 20k-50k | 2009 | 0.75 | 13
crm-integration email-automation lead-generation | implementation api-development support | manufacturing wholesale
Mid-sized industry, well connected
We link ERP, CRM and campaigns for family-owned manufacturers along the Rhine, and we write German documentation that is read.
De middelgrote industrie, goed verbonden
Wij koppelen ERP, CRM en campagnes voor familiebedrijven langs de Rijn, met documentatie die ook echt wordt gelezen.

ostermoor | Ostermoor | Hamburg | DE | de en | 51-200 | over-50k | 2007 | 0.72 | 12
e-commerce loyalty-programmes customer-data | implementation managed-campaigns | retail food-and-hospitality
From till receipt to the next visit
Bakery chains, bookshops, tea merchants: we turn receipts into conversations, with consent, and with a printed handbook for the shop staff.
Van kassabon tot het volgende bezoek
Bakkersketens, boekhandels, theehuizen: wij maken van kassabonnen gesprekken, met toestemming en met een gedrukt handboek voor het winkelpersoneel.

atelier-merlette | Atelier Merlette | Lille | FR | fr en nl | 1-10 | under-5k | 2018 | 0.84 | 9
content-and-copy email-automation | template-design managed-campaigns | publishing-and-media sports-and-culture
Drawn, set and sent by hand
Three designers and a developer. Every template we make is drawn for one client, tested on forty screens, and never sold twice.
Met de hand getekend, gezet en verstuurd
Drie ontwerpers en een ontwikkelaar. Elk sjabloon wordt voor één klant getekend, op veertig schermen getest en nooit twee keer verkocht.

solveig | Solveig Kommunikasjon | Bergen | NO | no en | 1-10 | 5k-20k | 2019 | 0.8 | 0
event-marketing text-messages-and-apps content-and-copy | managed-campaigns support | travel-and-leisure sports-and-culture
Messages for long distances and short summers
Ferries, festivals and mountain huts. Our season is ten weeks, and our planning takes the other forty-two.
Berichten voor lange afstanden en korte zomers
Veren, festivals en berghutten. Ons seizoen duurt tien weken; de planning kost de andere tweeënveertig.

nur-wasl | Nūr Wasl · نور وصل | Dubai | AE | ar en | 11-50 | 20k-50k | 2015 | 0.8 | 9
text-messages-and-apps customer-data loyalty-programmes | implementation managed-campaigns | travel-and-leisure retail
Campaigns in Arabic and English, each written first
We write every text twice, each in its own language, and design in both directions from the first sketch. ¶ نصمم الحملات بالعربية والإنجليزية معًا: كل نص يُكتب بلغته منذ البداية ولا يُترجم.
Campagnes in het Arabisch en Engels, elk apart geschreven
Wij schrijven elke tekst twee keer, in zijn eigen taal, en ontwerpen vanaf de eerste schets in beide leesrichtingen. ¶ نصمم الحملات بالعربية والإنجليزية معًا: كل نص يُكتب بلغته منذ البداية ولا يُترجم.

pinewharf | Pinewharf | Boston | US | en es | 11-50 | 20k-50k | 2013 | 0.76 | 1
reporting-and-analytics customer-data email-automation | audit implementation training | healthcare education non-profit
Numbers you can defend in a board meeting
We rebuild reporting from the first event to the last chart, and delete every chart that nobody acted on in a year.
Cijfers die u in de bestuurskamer kunt verdedigen
Wij bouwen rapportages van eerste gebeurtenis tot laatste grafiek opnieuw op, en schrappen elke grafiek waar een jaar lang niemand iets mee deed.

linnet-and-moss | Linnet & Moss | Exeter | GB | en | 1-10 | under-5k | 2025 | 0.8 | 0
email-automation loyalty-programmes | managed-campaigns template-design | food-and-hospitality retail
Email for growers, bakers and brewers
Newly opened above a cider shop. We write for makers who would rather be making.
Mail voor telers, bakkers en brouwers
Net begonnen, boven een ciderwinkel. Wij schrijven voor makers die liever aan het maken zijn.
`)
