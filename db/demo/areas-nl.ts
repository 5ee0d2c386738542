import { readAreas } from './area.ts'

/** What is said in Dutch about each field of work. */
export const AREAS_NL = readAreas(`
# email-automation
project: onze welkomstreeks
project: onze maandelijkse nieuwsbrief en vier automatische reeksen
project: een verjaardags- en heractiveringsprogramma
problem: Wij stuurden iedereen dezelfde nieuwsbrief en begrepen niet waarom hij elke maand minder werd geopend.
problem: In onze welkomstmail stond nog het logo van twee jaar terug; niemand durfde eraan te komen.
problem: Alles hing af van één collega die elke donderdagavond een lijst exporteerde.
good: De welkomstreeks stond er binnen vier weken en loopt sindsdien zonder ons.
good: Van elf reeksen hielden we er vier over, elk uitgelegd op één A4.
good: Elke mail werd eerst op onze eigen oude laptops getest.
title: {client}: van één nieuwsbrief naar {n} vanzelfsprekende gesprekken
title: Hoe {client} stopte met de donderdagse export
title: Een welkom dat klopt bij {client}
challenge: {client} stuurde elke twee weken dezelfde nieuwsbrief naar de hele lijst. Nieuwe abonnees wachtten tot veertien dagen op een eerste bericht; een derde wist dan niet meer dat hij zich had aangemeld.
challenge: De automatische mail van {client} was in zes jaar dichtgegroeid. Niemand wist welke reeksen nog liepen, en soms kreeg een klant op één ochtend drie berichten.
approach: Alle berichten hingen we op in de kantine, samen met de mensen die de telefoon opnemen. De helft kon weg. De rest werd één welkom, één herinnering en één bedankje, elk met een eigenaar en een einde.
approach: Het team schreef de teksten, wij bouwden de reeksen, en de eerste maand ging alles alleen naar onze eigen adressen. Een klein overzicht laat per reeks zien wie erin kwam, wie eruit ging en waarom.
result: Nieuwe abonnees horen nu binnen tien minuten van {client}. De donderdagavond is weer vrij, en eens per kwartaal worden de reeksen in een halfuur nagelopen.
result: Er gaat minder mail uit en er wordt meer gelezen. De klantenservice merkt dat bellers naar de mails verwijzen.
metrics: 18 ; 44 ; +{n} % ; geopende berichten in de eerste maand | 12 ; 35 ; −{n} % ; afmeldingen | 4 ; 9 ; {n} uur ; per week bespaard

# crm-integration
project: de koppeling tussen ons CRM en onze campagnes
project: een nachtelijke koppeling met ons ERP
project: het samenvoegen van onze contacten in één CRM
problem: Verkoop werkte in het ene systeem en marketing in het andere, en ze waren het niet eens over wie onze klanten zijn.
problem: Onze oude koppeling ging stuk zodra iemand een veld toevoegde.
problem: Aanvragen van de site werden overgetypt, meestal op vrijdagmiddag.
good: De koppeling is sinds de start niet één keer uitgevallen, en het logboek kunnen we zelf lezen.
good: Ze vonden 2.300 dubbele klanten voordat er iets werd verhuisd.
good: We kregen documentatie die onze eigen beheerder begrijpt.
title: Eén waarheid voor verkoop en marketing bij {client}
title: {client} koppelt het ERP zonder de persen stil te zetten
title: Hoe {client} 2.300 klanten dubbel bleek te hebben
challenge: Bij {client} hielden verkopers aantekeningen bij in het CRM, terwijl de campagnes draaiden op een export van vorig voorjaar. Wie net had geklaagd, kreeg de volgende dag een aanbieding.
challenge: Drie bedrijven waren één geworden, met drie adresbestanden. {client} wilde vóór de najaarsbeurs één kaart per klant.
approach: Eerst schreven we de regels op: welk systeem mag welk veld wijzigen, en wie beslist als ze verschillen. Daarna bouwden we de koppeling, met herkansingen, een logboek in gewone taal en een knop om een dag opnieuw te doen.
approach: Een proef op een kopie liet zien wat zou worden samengevoegd. De accountmanagers liepen de twijfelgevallen in twee middagen na, met koffie, en pas toen verhuisden we.
result: Verkoop ziet welke mail een klant las voordat er wordt gebeld; marketing ziet wie een klacht heeft. Sinds maart is er geen adres meer overgetypt.
result: De koppeling verwerkt zo’n veertigduizend wijzigingen per nacht. Toen het ERP een dag plat lag, haalde alles zichzelf in.
metrics: 92 ; 99 ; {n} % ; complete klantkaarten na de schoonmaak | 3 ; 8 ; {n} dagen ; korter tussen aanvraag en eerste gesprek | 0 ; 0 ; {n} ; mislukte nachten sinds de start

# e-commerce
project: onze berichten na een verlaten winkelmand
project: de mail voor onze webwinkel
project: aanbevelingen in onze weekmail
problem: Onze winkel had veel eerste bestellingen en weinig tweede.
problem: Mandjes bleven staan en we hadden geen idee waarom.
problem: We lieten tuinstoelen zien aan mensen die er vorige week vier hadden gekocht.
good: Binnen een kwartaal gingen de tweede bestellingen omhoog, en ze lieten precies zien door welke mail.
good: De aanbevelingen klinken eindelijk als iets wat ons eigen personeel zou zeggen.
good: Ze zagen dat onze verzendkosten de meeste lege mandjes verklaarden, en zeiden dat ook.
title: De tweede bestelling: groei zonder nieuwe bezoekers bij {client}
title: {client} vraagt waarom mandjes blijven staan
title: Aanbevelingen zo goed als de winkelvloer van {client}
challenge: {client} gaf twee derde van het budget uit aan nieuwe klanten, terwijl acht van de tien kopers nooit terugkwamen. De bestelhistorie was compleet en niemand gebruikte haar.
challenge: Een derde van alle mandjes bij {client} bleef staan op de bezorgpagina. Herinneringen gingen naar iedereen, ook naar wie intussen telefonisch had besteld.
approach: We deelden klanten in naar hun eerste aankoop en vroegen het winkelpersoneel wat zij daarna zouden aanraden. Die antwoorden werden de eerste regels; pas later kwam de statistiek.
approach: In plaats van een herinnering stuurden we een vraag: wat hield u tegen? Eén op de negen antwoordde. Met die antwoorden veranderde eerst de bezorgpagina en toen pas de mail.
result: Terugkerende klanten zorgen nu voor meer dan de helft van de omzet van {client}. De regels staan nog steeds in zinnen die het personeel zelf kan aanpassen.
result: Er zijn minder herinneringen nodig, want er blijven minder mandjes staan. Wat er uitgaat, komt binnen het uur en stopt bij een bestelling.
metrics: 14 ; 38 ; +{n} % ; tweede bestellingen binnen 90 dagen | 9 ; 24 ; −{n} % ; verlaten winkelmanden | 21 ; 52 ; {n} % ; omzet van terugkerende klanten

# customer-data
project: één klantbeeld
project: het samenbrengen van kassa en webwinkel
project: ons klantdataplatform
problem: De kassa, de webwinkel en de nieuwsbrief hadden elk een eigen idee van wie onze klant was.
problem: Wij konden niet zeggen hoeveel actieve klanten we hadden, zelfs niet ongeveer.
problem: Elk rapport begon met twee dagen bestanden samenvoegen.
good: Voor het eerst hebben we één getal voor actieve klanten, en iedereen gebruikt het.
good: Ze weigerden velden in te laden die niemand kon uitleggen. Een week vervelend, jaren plezier van.
good: De samenvoegregels staan in gewone zinnen.
title: {client} telt zijn klanten één keer
title: Kassa, webwinkel, nieuwsbrief: één bestand bij {client}
title: Wat {client} leerde van de vraag hoeveel klanten er zijn
challenge: Vraag vier mensen bij {client} hoeveel klanten er zijn, en u kreeg vier antwoorden. Klantenkaarten, webaccounts en facturen waren nog nooit naast elkaar gelegd.
challenge: {client} wilde mensen aan de balie kennen door wat zij online hadden besteld. De gegevens waren er, in zeven systemen en vijf spellingen van dezelfde straat.
approach: We begonnen met een definitie en niet met software: wie is klant, sinds wanneer, tot wanneer. De bronnen kwamen er één voor één bij, met elke week een lijst twijfelgevallen voor de klantenservice.
approach: Elk veld kreeg een eigenaar en een reden. Wat geen van beide had, bleef achter. Het resultaat is een klein bestand waarin mensen geloven.
result: Campagnes, service en directie kijken nu naar hetzelfde getal. Een nieuwe bron sluit in dagen aan, want de regels liggen vast.
result: De winkel ziet de laatste drie contacten op het scherm. De klacht ‘dat had u moeten weten’ is zo goed als verdwenen.
metrics: 17 ; 31 ; −{n} % ; klantkaarten na het ontdubbelen | 5 ; 11 ; {n} ; bronnen in één klantbeeld | 60 ; 88 ; {n} % ; van de verkoop bij een bekende klant

# lead-generation
project: ons leadprogramma
project: een artikelreeks voor technici
project: onze whitepapercampagne
problem: Bezoekers haalden onze gidsen op en daarna hoorden we nooit meer iets.
problem: Verkoop belde elke aanvraag dezelfde dag; de meeste kwamen van studenten.
problem: Wij verkopen iets wat mensen eens in de acht jaar kopen, en kwamen steeds te vroeg of te laat.
good: Onze verkopers bellen minder en sluiten meer.
good: De score is zo eenvoudig dat je hem op een parkeerplaats kunt uitleggen.
good: Ze zaten bij onze technici tot ze het product begrepen, en dat lees je terug.
title: Minder bellen, meer orders bij {client}
title: Hoe {client} acht maanden in beeld blijft
title: Aanvragen waar de verkoop van {client} voor bedankt
challenge: {client} verzamelde vierhonderd aanvragen per kwartaal, op beurzen en online. De verkopers belden ze op volgorde van binnenkomst, en in week twee geloofde niemand meer in de lijst.
challenge: Kopers van {client} lezen maanden voordat ze een offerte vragen. Tussen de eerste download en dat moment was het stil.
approach: Met drie verkopers schreven we op waaraan je een goede aanvraag herkent. Dat werd een score die op een bierviltje past. Onder de streep volgen artikelen; erboven belt iemand binnen een dag.
approach: Technici noemden de tien vragen die zij altijd krijgen. Elk antwoord werd een artikel, en de reeks volgt het tempo van de lezer.
result: De verkoop van {client} is woensdag door de lijst heen. Twee van de drie grootste orders van het jaar begonnen met een artikel.
result: Wie belt weet al meer, en het eerste gesprek begint waar het vroeger eindigde.
metrics: 22 ; 61 ; +{n} % ; aanvragen die een offerte worden | 30 ; 55 ; −{n} % ; belrondes voor niets | 2 ; 5 ; {n}× ; terugverdiend binnen een jaar

# loyalty-programmes
project: ons spaarprogramma
project: de nieuwe klantenkaart
project: een club voor vaste gasten
problem: Onze stempelkaart was geliefd en vertelde ons niets.
problem: Wij gaven overal punten voor en vaste klanten merkten het niet.
problem: Maar één op de tien gasten kwam binnen het jaar terug.
good: Gasten vragen nu bij naam naar het programma, dat gebeurde met de oude kaart nooit.
good: Ze rekenden uit wat de punten ons zouden kosten voordat we iets beloofden.
good: Het personeel is twee avonden getraind en dat merk je aan de balie.
title: Een kaart waarop {client} kan rekenen
title: Vaste gasten eerst: de club van {client}
title: {client} levert punten in en wint gasten
challenge: {client} had dertigduizend stempelkaarten in omloop en niet één adres. Vaste gasten werden herkend door het personeel en door niemand anders.
challenge: Het puntenprogramma van {client} was gul, duur en onzichtbaar: zeven van de tien leden wisten niet wat hun punten waard waren.
approach: Wij vroegen veertig vaste gasten wat zij op prijs stellen. Niemand noemde punten; bijna iedereen wilde herkend worden. Dus begint het programma met een vroege tafel, een eerste blik op de kaart en een briefje bij de verjaardag.
approach: Eerst kwamen de sommen: wat brengt een bezoek op, wat kost een voordeel, vanaf welk bezoek loont het. Het personeel oefende aan de kassa tot het in één zin kon.
result: Leden komen anderhalf keer zo vaak terug. Het personeel van {client} vindt het leuk, en dat is misschien wel het beste eraan.
result: De oude puntenschuld was binnen een jaar ingelost, zonder één schriftelijke klacht.
metrics: 19 ; 47 ; +{n} % ; bezoeken van leden | 31 ; 64 ; {n} % ; van de verkoop aan bekende gasten | 6 ; 18 ; {n} duizend ; leden in het eerste jaar

# marketing-strategy
project: ons marketingplan
project: een plan voor de komende twee jaar
project: het kiezen van onze prioriteiten
problem: We hadden elf projecten en een team van twee.
problem: De directie vroeg wat marketing oplevert en wij hadden geen antwoord.
problem: Elke afdeling had een eigen plan en een eigen pakket.
good: Zes weken, twaalf pagina’s, en eindelijk een plan dat we ook uitvoeren.
good: Ze zeiden nee tegen onze directeur, beleefd en met cijfers.
good: Bij elke keuze staat waar we mee ophouden.
title: Twaalf pagina’s voor {client}
title: Waar {client} mee ophield
title: Van elf projecten naar drie bij {client}
challenge: {client} had plannen genoeg: elf, voor een team van tweeënhalf. Elke maand won de hardste stem.
challenge: Na een fusie sprak {client} dezelfde gezinnen aan onder twee namen, met twee agenda’s en twee budgetten.
approach: In vijf ochtenden legden we al het werk op tafel, met uren en opbrengst. Het team streepte er zelf acht door. Wat overbleef kreeg een datum, een eigenaar en een getal.
approach: Wij spraken vijftien klanten voordat we de directie spraken. Hun woorden, ongepolijst, openden het plan.
result: Na een jaar zijn twee van de drie projecten bij {client} af en is het derde bewust gestopt.
result: De directie bespreekt marketing op één pagina per maand, en het team gaat op tijd naar huis.
metrics: 11 ; 11 ; {n} → 3 ; projecten tegelijk | 14 ; 33 ; +{n} % ; reactie op de eerste campagne | 6 ; 9 ; {n} weken ; van start tot plan

# deliverability
project: onze mail uit de spammap halen
project: onze reputatie als afzender
project: de beveiliging van onze maildomeinen
problem: De helft van onze klanten zei onze mail nooit te krijgen.
problem: Door één slechte lijst stonden we in onze drukste week op een blokkeerlijst.
problem: Onze wachtwoordmails kwamen na een uur, als ze al kwamen.
good: Binnen drie weken kwam onze mail weer aan, en we weten waarom dat eerst niet zo was.
good: Ze lazen de bounces regel voor regel met ons door.
good: We moesten een derde van onze lijst weggooien. Dat deed pijn en het werkte.
title: {client} is terug in de inbox
title: Drie weken naar een schone naam voor {client}
title: Waarom {client} een derde van zijn lijst weggooide
challenge: In de drukste maand van het jaar kwamen de berichten van {client} bij twee grote mailaanbieders niet meer aan. Niemand had iets veranderd, en dat was precies het probleem.
challenge: {client} verstuurde vanaf negen domeinen, vier zonder enige beveiliging. Klanten hadden geleerd hun facturen tussen de rommel te zoeken.
approach: We gingen terug naar twee domeinen, ondertekenden alles en stuurden alleen nog aan wie het afgelopen halfjaar iets had geopend. Elke dag een vijfde meer, nooit sneller.
approach: Elke ochtend om negen uur lazen we samen de bounces en schreven één oorzaak op. Na twaalf ochtenden viel er niets meer te schrijven.
result: Berichten van {client} komen binnen seconden aan, bij elke aanbieder die we meten. De lijst is kleiner en verkoopt meer.
result: Een weekbericht van een halve pagina waarschuwt voordat het misgaat. Dat deed het al twee keer.
metrics: 96 ; 99 ; {n} % ; van de berichten in de inbox | 40 ; 75 ; −{n} % ; klachten | 3 ; 5 ; {n} weken ; tot herstel

# segmentation
project: het indelen van ons klantenbestand
project: aanbiedingen per klantgroep
project: een RFM-model voor onze winkel
problem: We behandelden een klant van tien jaar net als een klant van tien minuten.
problem: We hadden eenenveertig segmenten en gebruikten er twee.
problem: Personalisatie was bij ons een voornaam, en vaak de verkeerde.
good: Vijf groepen die het hele team uit het hoofd kent.
good: Het model is een rekenblad dat we zelf kunnen bijwerken.
good: We mailen minder naar wie ons moe was en verkopen meer.
title: Vijf groepen zijn genoeg voor {client}
title: {client} mailt niet meer iedereen
title: Van eenenveertig segmenten naar vijf bij {client}
challenge: {client} had eenenveertig segmenten, de meeste genoemd naar campagnes die niemand nog kende. In de praktijk ging elke mail naar iedereen.
challenge: De beste klanten van {client} kregen hetzelfde welkomstaanbod als vreemden, en sommigen begonnen daar iets van te zeggen.
approach: Uit drie jaar bestellingen maakten we vijf groepen die je elk in één zin kunt uitleggen. Elke groep kreeg één onderwerp erbij en bleef er één bespaard.
approach: Zes weken lang testten we op een tiende van elke groep, met een controlegroep die niets kreeg. Wat niet beter was dan stilte, verviel.
result: {client} verstuurt een derde minder berichten en verdient er meer mee. De vijf namen worden ook op de winkelvloer gebruikt.
result: Op de eerste van de maand rekent het team het model in tien minuten zelf door.
metrics: 16 ; 41 ; +{n} % ; omzet per bericht | 25 ; 38 ; −{n} % ; verstuurde berichten | 5 ; 5 ; {n} ; groepen, allemaal in gebruik

# reporting-and-analytics
project: ons marketingoverzicht
project: een rapport voor onze directie
project: het meten van wat campagnes opleveren
problem: Niemand geloofde onze rapporten, wijzelf ook niet.
problem: Een rapport kostte drie dagen per maand en werd door niemand gelezen.
problem: Twee pakketten vertelden twee verhalen over dezelfde campagne.
good: Eén pagina per maand, en de directie leest hem.
good: Ze schrapten zesentwintig grafieken en niemand heeft er één gemist.
good: De cijfers kloppen nu tot op de euro met de boekhouding.
title: {client} schrapt zesentwintig grafieken
title: Eén pagina per maand voor {client}
title: Cijfers die de boekhouder van {client} gelooft
challenge: Het marketingrapport van {client} telde vierendertig grafieken, kostte drie dagen per maand en eindigde in een discussie over definities.
challenge: {client} kon vertellen hoeveel mensen hadden geklikt, maar niet of iemand had betaald.
approach: Bij elke grafiek vroegen we wie er het afgelopen jaar iets mee had besloten. Acht bleven over. Die bouwden we opnieuw, op facturen in plaats van kliks.
approach: De definities passen op één vel, getekend door marketing, verkoop en financiën. Pas daarna ging er een pakket open.
result: Het rapport van {client} maakt zichzelf ’s nachts, past op één pagina en klopt met het grootboek.
result: Al twee keer is een campagne na een week gestopt in plaats van na een kwartaal.
metrics: 24 ; 30 ; −{n} ; grafieken | 2 ; 4 ; {n} dagen ; per maand bespaard | 100 ; 100 ; {n} % ; gelijk aan de boeken

# text-messages-and-apps
project: afspraakherinneringen per sms
project: onze serviceberichten
project: pushberichten in onze app
problem: Mensen misten hun afspraak en onze balie hing de hele ochtend aan de telefoon.
problem: Als de boot niet voer, hoorden onze gasten dat op de kade.
problem: Onze app had veertigduizend gebruikers en we hadden ze nog nooit iets gestuurd.
good: Al in de eerste week bleven er minder stoelen leeg.
good: Berichten gaan binnen een minuut uit, ook op zondag om zes uur.
good: Ze stonden op stilte na negen uur ’s avonds, en onze gasten zijn er blij mee.
title: Minder lege stoelen bij {client}
title: {client} bereikt vierduizend mensen vóór het ontbijt
title: Een stille telefoon aan de balie van {client}
challenge: Eén op de acht afspraken bij {client} werd gemist, meestal door mensen die het waren vergeten. De balie belde elke ochtend rond en bereikte de helft.
challenge: Als plannen veranderden, zette {client} het op de site en hoopte het beste. Gasten merkten het bij het hek.
approach: Twee herinneringen, één vraag: komt u? Wie nee zegt geeft de plek terug, en de volgende op de lijst krijgt hem meteen. De teksten testten we eerst bij de oudste klanten.
approach: We koppelden de planning aan sms, met een tekst voor elk soort vertraging. De dienstdoende kiest er één en verstuurt vanaf de telefoon.
result: De balie van {client} is stil vóór tienen. Plekken die vrijkomen zijn dezelfde dag gevuld.
result: Op de stormachtigste dag van de winter wist iedereen het binnen vier minuten, en stond er niemand bij het hek.
metrics: 28 ; 57 ; −{n} % ; gemiste afspraken | 2 ; 6 ; {n} minuten ; tot iedereen het weet | 85 ; 96 ; {n} % ; berichten gelezen binnen een uur

# content-and-copy
project: het schrijven van onze nieuwsbrief
project: nieuwe teksten voor al onze mails
project: onze brieven aan donateurs
problem: Wij wisten te veel van ons vak om erover te schrijven.
problem: Onze brieven klonken als een contract.
problem: Niemand had tijd om te schrijven, dus stuurden we een halfjaar niets.
good: Het klinkt als wij, maar dan beter.
good: Lezers antwoorden nu op onze nieuwsbrief; dat was nog nooit gebeurd.
good: Ze herschreven ook de automatische mails, die iedereen altijd vergeet.
title: {client} krijgt antwoord op de nieuwsbrief
title: Gewone woorden voor {client}
title: De brieven van {client}, herschreven
challenge: {client} had elke week iets te vertellen en niemand om het te doen. Concepten gingen langs vier afdelingen en kwamen terug als notulen.
challenge: De automatische berichten van {client} waren geschreven door de softwareleverancier. Ze waren correct en begonnen met ‘Geachte klant’.
approach: Drie dagen stonden we aan de balie te luisteren. De woorden van daar werden de woorden van de nieuwsbrief. Eén redacteur beslist; anderen mogen feiten verbeteren.
approach: Alle tweeënzestig automatische berichten zijn hardop voorgelezen door iemand die ze nooit had gezien. Wat je niet kon zeggen, werd herschreven.
result: Lezers schrijven terug, zo’n dertig per nummer. De beste antwoorden openen het volgende.
result: De klantenservice van {client} krijgt minder vragen, omdat de berichten ze nu beantwoorden.
metrics: 20 ; 45 ; {n} ; antwoorden per nummer | 15 ; 36 ; +{n} % ; lezers die het einde halen | 10 ; 30 ; −{n} % ; vragen aan de klantenservice

# event-marketing
project: de berichten rond onze open dag
project: de aanmeldingen voor ons congres
project: onze festivalmailing
problem: Zevenhonderd mensen meldden zich aan en driehonderd kwamen.
problem: Onze bezoekers kregen vier bevestigingen en geen routebeschrijving.
problem: Na afloop bleef het stil tot de volgende keer.
good: Op de dag zelf kwam alles gewoon op tijd aan.
good: Ze stonden zelf met een tablet bij de deur, in de regen.
good: Het bedankje was verstuurd voordat onze bezoekers thuis waren.
title: Van aanmelding tot bedankje bij {client}
title: {client} krijgt de zaal vol
title: Aangemeld en ook echt gekomen: {client}
challenge: De aanmeldingen voor de open dag van {client} stegen elk jaar, de opkomst niet. Daartussen zaten een bevestiging en vijf weken niets.
challenge: Het congres van {client} trok negen soorten bezoekers en had voor allemaal één mailing.
approach: We schreven de reeks achterstevoren, van de handdruk bij de deur tot de eerste uitnodiging. Elk bericht beantwoordt één vraag: waarom komen, hoe kom ik er, wat neem ik mee, wat nu.
approach: Sprekers, leden en studenten kregen elk een eigen route, met dezelfde vormgeving. Wijzigingen bereikten alleen wie het aanging.
result: De zaal van {client} was vol en de parkeerplaats niet, want iedereen wist van de pendelbus.
result: Binnen een week vroeg een derde van de bezoekers om een vervolggesprek.
metrics: 62 ; 84 ; {n} % ; van de aangemelden kwam | 18 ; 39 ; +{n} % ; aanmeldingen | 24 ; 41 ; {n} % ; vroeg om een vervolg

# privacy-and-consent
project: het op orde brengen van onze toestemmingen
project: een voorkeurenpagina
project: een privacycheck van al onze reeksen
problem: Wij konden niet laten zien wanneer en hoe mensen ja hadden gezegd.
problem: Onze privacytekst was negen pagina’s lang en klopte niet.
problem: Een oud-collega kreeg nog steeds exports van onze hele lijst.
good: Een verzoek om gegevens kost ons nu tien minuten in plaats van drie dagen.
good: Ze legden de regels uit zonder iemand bang te maken.
good: De voorkeurenpagina is zo duidelijk dat minder mensen zich afmelden dan we vreesden.
title: {client} kan elke ja laten zien
title: Tien minuten in plaats van drie dagen bij {client}
title: Een heldere keuze voor de lezers van {client}
challenge: Van de helft van de adressen kon {client} niet zeggen wanneer en door wie toestemming was gegeven. Een verzoek om gegevens kostte drie dagen en twee afdelingen.
challenge: {client} bood één keuze: alles of niets. Veel mensen kozen niets.
approach: Elk adres kreeg een bron, een datum en de zin waarmee was ingestemd. Waar iets ontbrak vroegen we het opnieuw, één keer, en stilte gold als nee.
approach: Negen pagina’s werden er één, en het ene vakje werd vier keuzes in gewone woorden, met van elk een voorbeeld.
result: Verzoeken worden bij {client} vanaf één scherm beantwoord. De auditor bleef een uur in plaats van een dag.
result: Vier van de vijf mensen die kwamen om zich af te melden, bleven voor minstens één keuze.
metrics: 10 ; 10 ; {n} minuten ; per verzoek om gegevens | 71 ; 86 ; {n} % ; hield minstens één keuze | 100 ; 100 ; {n} % ; adressen met bewijs van toestemming
`)
