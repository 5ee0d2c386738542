import { readPartners } from './partner-row.ts'

/** Partners of the Netherlands and Belgium; none of these firms exists. */
export const LOW_COUNTRIES = readPartners(`
vuurtoren-data | Vuurtoren Data | Amsterdam | NL | nl en | 11-50 | 20k-50k | 2011 | 0.9 | 34
customer-data segmentation reporting-and-analytics email-automation | implementation training audit | retail travel-and-leisure publishing-and-media
One reliable customer view, and campaigns that use it
We began in 2011 with three people who were tired of exporting spreadsheets. Today we connect tills, webshops and booking systems for firms that send more than a million messages a month.
Eén betrouwbaar klantbeeld, en campagnes die er iets mee doen
We begonnen in 2011 met drie mensen die genoeg hadden van spreadsheets exporteren. Nu koppelen we kassa’s, webwinkels en boekingssystemen voor organisaties die meer dan een miljoen berichten per maand versturen.

polderpost | Polderpost | Lelystad | NL | nl | 1-10 | under-5k | 2015 | 0.85 | 26
email-automation content-and-copy deliverability | managed-campaigns template-design support | retail food-and-hospitality
Newsletters people still open in week fifty
Five people, one long table and a view of the dyke. We write, build and send, and we phone you when a number looks odd before you have seen it.
Nieuwsbrieven die ook in week vijftig nog worden geopend
Vijf mensen, één lange tafel en uitzicht op de dijk. We schrijven, bouwen en versturen, en we bellen u als een cijfer gek is voordat u het zelf ziet.

maasvaart | Maasvaart Marketing | Rotterdam | NL | nl en de | 11-50 | 20k-50k | 2008 | 0.8 | 25
lead-generation crm-integration marketing-strategy email-automation | implementation training managed-campaigns | manufacturing wholesale
Leads for firms that make things
Our clients sell pumps, cranes and packaging. Their buyers read for eight months before they ask for a quote; we make sure that the right engineer hears of it in week two.
Leads voor bedrijven die dingen maken
Onze klanten verkopen pompen, kranen en verpakkingen. Hun kopers lezen acht maanden voordat ze een offerte vragen; wij zorgen dat de juiste verkoper het in week twee al weet.

grachtlicht | Grachtlicht | Utrecht | NL | nl en | 11-50 | 5k-20k | 2013 | 0.82 | 28
e-commerce email-automation segmentation loyalty-programmes | implementation managed-campaigns template-design | retail sports-and-culture
Webshops that remember their customers
We work for shops with between 500 and 80,000 orders a month. Half of our team came from the shop floor, and it shows in the questions they ask.
Webwinkels die hun klanten kennen
We werken voor winkels met 500 tot 80.000 bestellingen per maand. De helft van ons team komt van de winkelvloer, en dat merkt u aan de vragen.

kade-noord | Kade Noord | Groningen | NL | nl en | 11-50 | 5k-20k | 2014 | 0.76 | 21
crm-integration customer-data reporting-and-analytics | implementation api-development migration | education healthcare non-profit
Connections that hold when nobody is watching
Engineers first, marketers second. We build the link between your CRM and your campaigns, write it down, and hand over the keys.
Koppelingen die het ook doen als niemand kijkt
Eerst technici, dan marketeers. Wij bouwen de koppeling tussen uw CRM en uw campagnes, schrijven op hoe hij werkt en geven u de sleutels.

zilverwilg | Zilverwilg | Haarlem | NL | nl | 1-10 | under-5k | 2017 | 0.88 | 20
content-and-copy email-automation marketing-strategy | managed-campaigns template-design training | non-profit sports-and-culture
Words for causes, and the automation behind them
We work only for museums, foundations and theatres. Everyone here has written an appeal letter that failed, and knows why.
Woorden voor goede zaken, met de techniek erachter
We werken alleen voor musea, stichtingen en theaters. Iedereen hier heeft ooit een wervingsbrief geschreven die mislukte, en weet waarom.

noorderzijl | Noorderzijl | Leeuwarden | NL | nl en fy | 1-10 | under-5k | 2018 | 0.72 | 16
text-messages-and-apps email-automation event-marketing | implementation managed-campaigns support | travel-and-leisure sports-and-culture
Mail, text and app messages for days out
From ice rinks to island ferries: our clients need to tell four thousand people before breakfast that the plan has changed.
Mail, sms en appberichten voor dagjes uit
Van ijsbaan tot waddenveer: onze klanten moeten vierduizend mensen vóór het ontbijt kunnen vertellen dat het anders loopt.

sluiswerk | Sluiswerk | Nijmegen | NL | nl en de | 1-10 | 5k-20k | 2016 | 0.84 | 15
privacy-and-consent customer-data deliverability | audit training implementation | healthcare financial-services education
Consent that is clear, and lists that are clean
A lawyer, two data engineers and a postmaster. We repair sender reputations and consent records, usually in that order.
Heldere toestemming en schone lijsten
Een jurist, twee data-engineers en een postmeester. Wij herstellen afzenderreputaties en toestemmingen, meestal in die volgorde.

windroos | Windroos Automation | Eindhoven | NL | nl en | 51-200 | over-50k | 2005 | 0.68 | 22
email-automation crm-integration lead-generation reporting-and-analytics | implementation api-development support | manufacturing wholesale financial-services
Marketing automation for complex organisations
Seventy people in two cities. We take on projects with many countries, many systems and many opinions, and we keep one list of decisions.
Marketing automation voor ingewikkelde organisaties
Zeventig mensen in twee steden. Wij doen projecten met veel landen, veel systemen en veel meningen, en houden één lijst met besluiten bij.

veldboeket | Veldboeket | Deventer | NL | nl | 1-10 | under-5k | 2019 | 0.83 | 18
e-commerce content-and-copy email-automation | template-design managed-campaigns | retail food-and-hospitality
Small shops, beautiful mail
We make monthly mail for shops with one to twelve employees: photographed in your own shop, written in your own words, sent on the day you said.
Kleine winkels, mooie mail
Wij maken maandelijkse mail voor winkels met één tot twaalf medewerkers: gefotografeerd in uw eigen zaak, in uw eigen woorden, verstuurd op de afgesproken dag.

kompas-en-koers | Kompas & Koers | Den Haag | NL | nl en | 1-10 | 5k-20k | 2010 | 0.78 | 14
marketing-strategy segmentation reporting-and-analytics | audit training | non-profit education real-estate
A plan you can carry out with the people you have
We advise, we do not resell hours. After six weeks you have a plan of twelve pages and a team that can defend it.
Een plan dat u met uw eigen mensen kunt uitvoeren
Wij adviseren en verkopen geen uren door. Na zes weken ligt er een plan van twaalf pagina’s en staat er een team dat het kan uitleggen.

drielandenpunt | Drielandenpunt CRM | Maastricht | NL | nl de fr en | 11-50 | 5k-20k | 2012 | 0.74 | 15
crm-integration email-automation lead-generation | implementation migration training | manufacturing healthcare
One customer file in three languages
Our clients have customers in Aachen, Liège and Maastricht, and used to keep three address books. We make it one, with the right language in every message.
Eén klantbestand in drie talen
Onze klanten hebben afnemers in Aken, Luik en Maastricht en hielden drie adresboeken bij. Wij maken er één van, met de juiste taal in elk bericht.

brievenbusfabriek | De Brievenbusfabriek | Tilburg | NL | nl | 11-50 | 5k-20k | 2009 | 0.22 | 12
email-automation text-messages-and-apps loyalty-programmes | managed-campaigns implementation template-design | retail food-and-hospitality sports-and-culture
Everything that lands in a letterbox
We moved from printed mail to e-mail in 2009 and still think in letterboxes: does it arrive, is it opened, is it kept?
Alles wat in een brievenbus belandt
In 2009 stapten we over van drukwerk op e-mail en we denken nog steeds in brievenbussen: komt het aan, gaat het open, blijft het liggen?

lindepad | Lindepad | Zwolle | NL | nl | 1-10 | under-5k | 2020 | 0.8 | 12
lead-generation content-and-copy crm-integration | training managed-campaigns | real-estate financial-services
Patient marketing for advisers and brokers
People choose a mortgage adviser once in ten years. We help advisers to be remembered in the nine years between.
Geduldige marketing voor adviseurs en makelaars
Mensen kiezen eens in de tien jaar een hypotheekadviseur. Wij zorgen dat u in de negen jaar daartussen niet wordt vergeten.

rietkraag | Rietkraag | Leiden | NL | nl en | 1-10 | 5k-20k | 2016 | 0.77 | 11
event-marketing email-automation text-messages-and-apps | implementation support managed-campaigns | education sports-and-culture
From registration to thank-you note
Open days, congresses and festivals. We run the whole string of messages, and we stand at the door with a tablet on the day itself.
Van aanmelding tot bedankje
Open dagen, congressen en festivals. Wij verzorgen de hele reeks berichten en staan op de dag zelf met een tablet bij de deur.

hoeksteen | Hoeksteen Digitaal | Apeldoorn | NL | nl | 11-50 | 20k-50k | 2007 | 0.7 | 13
customer-data crm-integration privacy-and-consent | migration implementation audit | financial-services healthcare real-estate
Old systems, new campaigns
We are called when the customer database is older than the person who looks after it. We have moved 140 of them, and lost none.
Oude systemen, nieuwe campagnes
Wij worden gebeld als de klantendatabase ouder is dan de beheerder. We hebben er 140 verhuisd en er geen één verloren.

peperbus | Peperbus | Zwolle | NL | nl en | 1-10 | 5k-20k | 2021 | 0.86 | 13
e-commerce segmentation reporting-and-analytics | audit training implementation | retail wholesale
More from the customers you already have
We look at your order history first and at your plans second. In most shops the next sale is hiding among the people who bought once.
Meer halen uit de klanten die u al heeft
We kijken eerst naar uw bestelhistorie en dan pas naar uw plannen. In de meeste winkels zit de volgende verkoop bij de mensen die één keer kochten.

van-der-hoeven | Van der Hoeven, Oosterwijk & Zonen Adviesbureau voor Klantdata en Automatisering | Den Bosch | NL | nl | 1-10 | 5k-20k | 1998 | 0.75 | 8
customer-data marketing-strategy privacy-and-consent | audit implementation | wholesale manufacturing
A family firm that keeps customer files in order
Three generations, the first with index cards. We still begin every project by reading a hundred records aloud.
Een familiebedrijf dat klantbestanden op orde houdt
Drie generaties, de eerste nog met kaartenbakken. Elk project begint nog altijd met honderd kaarten hardop voorlezen.

wadwind | Wadwind | Den Helder | NL | nl | 1-10 | under-5k | 2024 | 0.8 | 0
email-automation content-and-copy | managed-campaigns | travel-and-leisure
Island mail, twice a month
Two of us, freshly started, with twelve years in tourism between us. We write for campsites, boats and bicycle hire.
Eilandpost, twee keer per maand
Met z’n tweeën, net begonnen, samen twaalf jaar in het toerisme. Wij schrijven voor campings, boten en fietsverhuur.

ankerplaats | Ankerplaats | Vlissingen | NL | nl en | 1-10 | under-5k | 2023 | 0.8 | 2
text-messages-and-apps event-marketing | implementation support | travel-and-leisure food-and-hospitality
Bookings, reminders and the weather
We connect booking systems to text messages for marinas, restaurants and beach pavilions.
Boekingen, herinneringen en het weer
Wij koppelen boekingssystemen aan sms voor jachthavens, restaurants en strandpaviljoens.

courriel-bleu | Courriel Bleu | Brussel | BE | fr nl en | 11-50 | 5k-20k | 2012 | 0.79 | 14
email-automation content-and-copy deliverability | managed-campaigns template-design training | publishing-and-media non-profit
One message, two languages, no translationese
Our writers work in French and Dutch side by side. Nothing is translated; everything is written twice.
Eén boodschap, twee talen, geen vertaaltaal
Onze schrijvers werken naast elkaar in het Frans en het Nederlands. Er wordt niets vertaald; alles wordt twee keer geschreven.

scheldekaai | Scheldekaai | Antwerpen | BE | nl en fr | 11-50 | 20k-50k | 2010 | 0.73 | 14
e-commerce customer-data segmentation | implementation api-development managed-campaigns | retail wholesale
Data for shops with more than one door
Chains of five to sixty shops come to us with a till that knows everything and a newsletter that knows nothing.
Data voor winkels met meer dan één deur
Ketens van vijf tot zestig winkels komen bij ons met een kassa die alles weet en een nieuwsbrief die niets weet.
`)
