"""Regions, areas, and other names of countries: written by hand, one per line, read by `gazetteer`."""

# country | GeoNames admin-1 code | postal code, "" if none is used | English name | other names, comma-separated
REGIONS = """\
US|AL|AL|Alabama|
US|AK|AK|Alaska|
US|AZ|AZ|Arizona|
US|AR|AR|Arkansas|
US|CA|CA|California|southern california,northern california,norcal,socal,calif
US|CO|CO|Colorado|
US|CT|CT|Connecticut|
US|DE|DE|Delaware|
US|DC|DC|District of Columbia|
US|FL|FL|Florida|south florida
US|GA|GA|Georgia|
US|HI|HI|Hawaii|
US|ID|ID|Idaho|
US|IL|IL|Illinois|
US|IN|IN|Indiana|
US|IA|IA|Iowa|
US|KS|KS|Kansas|
US|KY|KY|Kentucky|
US|LA|LA|Louisiana|
US|ME|ME|Maine|
US|MD|MD|Maryland|
US|MA|MA|Massachusetts|mass
US|MI|MI|Michigan|
US|MN|MN|Minnesota|
US|MS|MS|Mississippi|
US|MO|MO|Missouri|
US|MT|MT|Montana|
US|NE|NE|Nebraska|
US|NV|NV|Nevada|
US|NH|NH|New Hampshire|
US|NJ|NJ|New Jersey|
US|NM|NM|New Mexico|
US|NY|NY|New York|new york state,upstate new york
US|NC|NC|North Carolina|
US|ND|ND|North Dakota|
US|OH|OH|Ohio|
US|OK|OK|Oklahoma|
US|OR|OR|Oregon|
US|PA|PA|Pennsylvania|
US|RI|RI|Rhode Island|
US|SC|SC|South Carolina|
US|SD|SD|South Dakota|
US|TN|TN|Tennessee|
US|TX|TX|Texas|
US|UT|UT|Utah|
US|VT|VT|Vermont|
US|VA|VA|Virginia|northern virginia,nova
US|WA|WA|Washington|washington state
US|WV|WV|West Virginia|
US|WI|WI|Wisconsin|
US|WY|WY|Wyoming|
CA|01|AB|Alberta|
CA|02|BC|British Columbia|
CA|03|MB|Manitoba|
CA|04|NB|New Brunswick|
CA|05|NL|Newfoundland and Labrador|newfoundland
CA|07|NS|Nova Scotia|
CA|08|ON|Ontario|
CA|09|PE|Prince Edward Island|pei
CA|10|QC|Quebec|province of quebec
CA|11|SK|Saskatchewan|
CA|12|YT|Yukon|
CA|13|NT|Northwest Territories|
CA|14|NU|Nunavut|
AU|01|ACT|Australian Capital Territory|
AU|02|NSW|New South Wales|
AU|03|NT|Northern Territory|
AU|04|QLD|Queensland|
AU|05|SA|South Australia|
AU|06|TAS|Tasmania|
AU|07|VIC|Victoria|
AU|08|WA|Western Australia|
GB|ENG||England|
GB|SCT||Scotland|
GB|WLS||Wales|
GB|NIR||Northern Ireland|
GB|ENG||Greater Manchester|
GB|ENG||Yorkshire|west yorkshire,north yorkshire,south yorkshire
GB|ENG||Surrey|
GB|ENG||Kent|
GB|ENG||Essex|
GB|ENG||Hampshire|
GB|ENG||Oxfordshire|
GB|ENG||Cambridgeshire|
GB|ENG||Hertfordshire|
GB|ENG||Berkshire|
GB|ENG||Buckinghamshire|
GB|ENG||Lancashire|
GB|ENG||Cheshire|
GB|ENG||Gloucestershire|
GB|ENG||Nottinghamshire|
GB|ENG||Leicestershire|
GB|ENG||Warwickshire|
GB|ENG||West Midlands|
DE|01|BW|Baden-Wurttemberg|baden wuerttemberg
DE|02|BY|Bavaria|bayern
DE|03||Bremen|
DE|04||Hamburg|
DE|05||Hesse|hessen
DE|06||Lower Saxony|niedersachsen
DE|07|NRW|North Rhine-Westphalia|nordrhein westfalen
DE|08||Rhineland-Palatinate|rheinland pfalz
DE|09||Saarland|
DE|10||Schleswig-Holstein|
DE|11||Brandenburg|
DE|12||Mecklenburg-Vorpommern|
DE|13||Saxony|sachsen
DE|14||Saxony-Anhalt|sachsen anhalt
DE|15||Thuringia|thuringen,thueringen
DE|16||Berlin|
AT|09||Vienna|
AT|04||Upper Austria|oberosterreich
AT|03||Lower Austria|niederosterreich
AT|06||Styria|steiermark
AT|07||Tyrol|tirol
CH|ZH||Zurich|
CH|GE||Geneva|
CH|VD||Vaud|
CH|BS||Basel-Stadt|
CH|ZG||Zug|
CH|BE||Bern|
CH|AG||Aargau|
CH|TI||Ticino|
IN|02|AP|Andhra Pradesh|
IN|03||Assam|
IN|05||Chandigarh|
IN|07|DL|Delhi|delhi ncr,ncr
IN|09|GJ|Gujarat|
IN|10|HR|Haryana|
IN|11||Himachal Pradesh|
IN|13|KL|Kerala|
IN|16|MH|Maharashtra|
IN|19|KA|Karnataka|
IN|21||Odisha|orissa
IN|22||Puducherry|
IN|23||Punjab|
IN|24|RJ|Rajasthan|
IN|25|TN|Tamil Nadu|tamilnadu
IN|28|WB|West Bengal|
IN|33||Goa|
IN|34||Bihar|
IN|35|MP|Madhya Pradesh|
IN|36|UP|Uttar Pradesh|
IN|37||Chhattisgarh|
IN|38||Jharkhand|
IN|39||Uttarakhand|
IN|40|TS|Telangana|telengana
FR|11|IDF|Ile-de-France|region parisienne
FR|24||Centre-Val de Loire|
FR|27||Bourgogne-Franche-Comte|
FR|28||Normandy|normandie
FR|32||Hauts-de-France|
FR|44||Grand Est|
FR|52||Pays de la Loire|
FR|53||Brittany|bretagne
FR|75||Nouvelle-Aquitaine|
FR|76||Occitanie|
FR|84||Auvergne-Rhone-Alpes|
FR|93|PACA|Provence-Alpes-Cote d'Azur|
ES|29||Madrid|comunidad de madrid,community of madrid
ES|31||Murcia|
ES|51||Andalusia|andalucia
ES|52||Aragon|
ES|56||Catalonia|cataluna,catalunya
ES|58||Galicia|
ES|59||Basque Country|pais vasco,euskadi
ES|60||Valencian Community|comunidad valenciana,comunitat valenciana
ES|53||Canary Islands|canarias
ES|07||Balearic Islands|islas baleares
IT|05||Emilia-Romagna|
IT|07||Lazio|
IT|08||Liguria|
IT|09||Lombardy|lombardia
IT|12||Piedmont|piemonte
IT|15||Sicily|sicilia
IT|16||Tuscany|toscana
IT|20||Veneto|
NL|07||North Holland|noord holland
NL|11||South Holland|zuid holland
NL|06||North Brabant|noord brabant
NL|03||Gelderland|
NL|09||Utrecht|
NL|05||Limburg|
BE|VLG||Flanders|vlaanderen
BE|WAL||Wallonia|wallonie
BR|27|SP|Sao Paulo|estado de sao paulo
BR|21|RJ|Rio de Janeiro|
BR|15|MG|Minas Gerais|
BR|18|PR|Parana|
BR|26|SC|Santa Catarina|
BR|23|RS|Rio Grande do Sul|
BR|05|BA|Bahia|
BR|06|CE|Ceara|
BR|30|PE|Pernambuco|
BR|29|GO|Goias|
BR|07|DF|Distrito Federal|
BR|08|ES|Espirito Santo|
MX|09|CDMX|Mexico City|
MX|14||Jalisco|
MX|19|NL|Nuevo Leon|
MX|22||Queretaro|
CN|22||Beijing|
CN|23||Shanghai|
CN|28||Tianjin|
CN|33||Chongqing|
CN|30||Guangdong|
CN|02||Zhejiang|
CN|04||Jiangsu|
CN|32||Sichuan|
CN|12||Hubei|
CN|07||Fujian|
CN|25||Shandong|
CN|26||Shaanxi|
JP|40||Tokyo|
JP|32||Osaka|
JP|19||Kanagawa|
JP|01||Aichi|
JP|34||Saitama|
JP|04||Chiba|
PL|78||Mazowieckie|masovian,mazovia
PL|77||Malopolskie|lesser poland
PL|72||Dolnoslaskie|lower silesia
PL|82||Pomorskie|pomerania
IE|L||Leinster|county dublin,co dublin
IE|M||Munster|county cork,co cork
IE|C||Connacht|county galway,co galway
SE|26||Stockholm County|stockholms lan
ZA|06||Gauteng|
ZA|11||Western Cape|
ZA|02||KwaZulu-Natal|
MY|12||Selangor|
MY|09||Penang|pulau pinang
MY|01||Johor|
PH|NCR||Metro Manila|national capital region
ID|30||West Java|jawa barat
ID|33||Banten|
AE|01||Abu Dhabi|
AE|03||Dubai|
AE|06||Sharjah|
SA|10||Riyadh|
IL|05||Tel Aviv District|
NZ|E7||Auckland|
NZ|G2||Wellington|
"""

# Codes that mean a region only behind the name of a town in it, "Torino (TO)", "Bern (BE)": alone they are a country or
# a state of the United States. country | GeoNames admin-1 code | English name | codes (ISO 3166-2), by spaces
LOCAL_CODES = """\
IT|01|Abruzzo|AQ CH PE TE
IT|02|Basilicata|MT PZ
IT|03|Calabria|CS CZ KR RC VV
IT|04|Campania|AV BN CE NA SA
IT|05|Emilia-Romagna|BO FC FE MO PC PR RA RE RN
IT|06|Friuli-Venezia Giulia|GO PN TS UD
IT|07|Lazio|FR LT RI RM VT
IT|08|Liguria|GE IM SP SV
IT|09|Lombardy|BG BS CO CR LC LO MB MI MN PV SO VA
IT|10|Marche|AN AP FM MC PU
IT|11|Molise|CB IS
IT|12|Piedmont|AL AT BI CN NO TO VB VC
IT|13|Apulia|BA BR BT FG LE TA
IT|14|Sardinia|CA NU OR SS SU
IT|15|Sicily|AG CL CT EN ME PA RG SR TP
IT|16|Tuscany|AR FI GR LI LU MS PI PO PT SI
IT|17|Trentino-South Tyrol|BZ TN
IT|18|Umbria|PG TR
IT|19|Aosta Valley|AO
IT|20|Veneto|BL PD RO TV VE VI VR
CH|AG|Aargau|AG
CH|AI|Appenzell Innerrhoden|AI
CH|AR|Appenzell Ausserrhoden|AR
CH|BE|Bern|BE
CH|BL|Basel-Landschaft|BL
CH|BS|Basel-Stadt|BS
CH|FR|Fribourg|FR
CH|GE|Geneva|GE
CH|GL|Glarus|GL
CH|GR|Grisons|GR
CH|JU|Jura|JU
CH|LU|Lucerne|LU
CH|NE|Neuchatel|NE
CH|NW|Nidwalden|NW
CH|OW|Obwalden|OW
CH|SG|Saint Gallen|SG
CH|SH|Schaffhausen|SH
CH|SO|Solothurn|SO
CH|SZ|Schwyz|SZ
CH|TG|Thurgau|TG
CH|TI|Ticino|TI
CH|UR|Uri|UR
CH|VD|Vaud|VD
CH|VS|Valais|VS
CH|ZG|Zug|ZG
CH|ZH|Zurich|ZH
BR|01|Acre|AC
BR|02|Alagoas|AL
BR|03|Amapa|AP
BR|04|Amazonas|AM
BR|13|Maranhao|MA
BR|11|Mato Grosso do Sul|MS
BR|14|Mato Grosso|MT
BR|16|Para|PA
BR|17|Paraiba|PB
BR|20|Piaui|PI
BR|22|Rio Grande do Norte|RN
BR|24|Rondonia|RO
BR|25|Roraima|RR
BR|28|Sergipe|SE
BR|31|Tocantins|TO
DE|16|Berlin|BE
DE|11|Brandenburg|BB
DE|03|Bremen|HB
DE|04|Hamburg|HH
DE|05|Hesse|HE
DE|12|Mecklenburg-Vorpommern|MV
DE|06|Lower Saxony|NI
DE|07|North Rhine-Westphalia|NW
DE|08|Rhineland-Palatinate|RP
DE|09|Saarland|SL
DE|13|Saxony|SN
DE|14|Saxony-Anhalt|ST
DE|10|Schleswig-Holstein|SH
DE|15|Thuringia|TH
"""

# code | names that are not the English one, comma-separated; an abbreviation in capitals counts only in capitals
COUNTRY_NAMES = """\
US|us,usa,united states of america,the united states,estados unidos,etats-unis,etats unis,vereinigte staaten,US,\
stati uniti,verenigde staten,u.s,u.s.,u.s.a,u.s.a.,america,united states (usa),continental us,\
continental united states,contiguous us,美国,アメリカ,미국,сша,eeuu
GB|uk,u.k,u.k.,great britain,britain,the uk,the united kingdom,royaume-uni,royaume uni,reino unido,\
vereinigtes konigreich,grossbritannien,regno unito,GBR,英国
DE|deutschland,allemagne,alemania,alemanha,germania,duitsland,niemcy,tyskland,ドイツ,德国
FR|francia,frankreich,frankrijk,franca,法国,フランス
ES|espana,espanha,espagne,spanien,spagna,spanje,西班牙
IT|italia,italie,italien,意大利
NL|the netherlands,netherlands,holland,nederland,niederlande,pays-bas,pays bas,paises bajos,paesi bassi
BE|belgique,belgie,belgien,belgica
CH|schweiz,suisse,svizzera,suiza
AT|osterreich,oesterreich,autriche
PL|polska,polen,pologne,polonia
CZ|czech republic,czechia,ceska republika,cesko,tschechien
SK|slovak republic,slovensko
HU|magyarorszag,ungarn
RO|rumanien
BG|bulgarien,българия
GR|hellas,ελλαδα
TR|turkey,turkiye,turkei
UA|ukraina,україна,украина
RU|russia,rossiya,россия,russland
BY|беларусь
IE|republic of ireland,eire,irland,irlande,irlanda
DK|danmark,danemark,dinamarca
SE|sverige,schweden,suede,suecia
NO|norge,norwegen,norvege,noruega
FI|suomi,finnland,finlande,finlandia
LV|latvija
LT|lietuva
EE|eesti
CA|加拿大
MX|mexique,mexiko,méxico
BR|brasil,bresil,brasilien,巴西
CN|prc,mainland china,people's republic of china,china mainland,chine,中国,中國
HK|hong kong sar,hongkong,hong kong sar china,hong kong (sar),香港
MO|macau,macao sar,澳门
TW|taiwan roc,台湾,台灣
JP|japon,nippon,日本
KR|korea,south korea,republic of korea,korea (south),korea republic of,korea south,대한민국,한국,韩国
KP|north korea,dprk
IN|bharat,inde,印度
SG|新加坡,싱가포르
AU|aus,澳大利亚
NZ|aotearoa,新西兰
AE|uae,u.a.e,u.a.e.,emirates,united arab emirates (uae),الإمارات,阿联酋
SA|ksa,kingdom of saudi arabia,المملكة العربية السعودية
IL|ישראל
EG|مصر
MA|maroc
ZA|rsa,republic of south africa
VN|viet nam,việt nam,越南
TH|ประเทศไทย,泰国
ID|印度尼西亚
MY|马来西亚
PH|the philippines,pilipinas,菲律宾
CI|cote d'ivoire,ivory coast
CD|drc,dr congo
BA|bosnia,bosnia & herzegovina
MK|macedonia,north macedonia
MD|moldova
LA|laos
MM|burma,myanmar
SY|syria
TZ|tanzania
TT|trinidad & tobago
CV|cape verde
SZ|swaziland
XK|kosovo
"""

# adjective | country; read only where a text speaks of residents or citizens, never as a place
DEMONYMS = """\
american|US
british|GB
german|DE
french|FR
spanish|ES
italian|IT
dutch|NL
belgian|BE
swiss|CH
austrian|AT
portuguese|PT
polish|PL
czech|CZ
hungarian|HU
romanian|RO
greek|GR
turkish|TR
ukrainian|UA
irish|IE
danish|DK
swedish|SE
norwegian|NO
finnish|FI
latvian|LV
lithuanian|LT
estonian|EE
canadian|CA
mexican|MX
brazilian|BR
argentinian|AR
chilean|CL
colombian|CO
peruvian|PE
japanese|JP
korean|KR
indian|IN
australian|AU
new zealander|NZ
emirati|AE
saudi|SA
israeli|IL
south african|ZA
vietnamese|VN
thai|TH
indonesian|ID
malaysian|MY
filipino|PH
singaporean|SG
nigerian|NG
kenyan|KE
egyptian|EG
chinese|CN
"""

# name | other names, comma-separated
AREAS = """\
worldwide|anywhere,anywhere in the world,global,globally,remote global,work from anywhere,everywhere,world,\
earth,planet earth,any location,any country,weltweit,monde entier,mundial,全球
Europe|european,europa,continental europe,mainland europe,eu/uk,eu & uk,uk/eu,uk & europe,eea,europe (eea),欧洲
European Union|eu,the eu
EMEA|europe middle east and africa,europe middle east & africa
APAC|asia pacific,asia-pacific,apj,japac,apac region,jpac
Asia|asian,亚洲
Southeast Asia|south east asia,sea region,asean
LATAM|latin america,latinoamerica,américa latina,america latina,lat am,latin american
Central America|
South America|america del sur,sudamerica
North America|namer,noram,north american,amer-north,us/canada,us & canada,usa & canada,us and canada,us or canada
Americas|the americas,amer,amers
DACH|d-a-ch,dach region
Nordics|nordic,scandinavia,nordic countries
Baltics|baltic states
Benelux|
Iberia|
CEE|central and eastern europe,central & eastern europe,eastern europe
Western Europe|
Southern Europe|
Northern Europe|
Central Europe|
Middle East|mena,middle east and north africa,gcc
Africa|african
Sub-Saharan Africa|
ANZ|anz,aunz,australia & new zealand,australia and new zealand
Oceania|
CIS|
UK & Ireland|uki,uk and ireland,uk/ireland
"""

# what people write | city in GeoNames | country
CITY_NAMES = """\
nyc|New York|US
new york city|New York|US
manhattan|New York|US
manhattan new york|New York|US
new york metro|New York|US
sf|San Francisco|US
sf bay|San Francisco|US
sf bay area|San Francisco|US
bay area|San Francisco|US
the bay area|San Francisco|US
san fransisco|San Francisco|US
san francisco bay|San Francisco|US
south san francisco|South San Francisco|US
la|Los Angeles|US
santa clara|Santa Clara|US
dtla|Los Angeles|US
washington dc|Washington|US
washington d c|Washington|US
dc|Washington|US
philly|Philadelphia|US
vegas|Las Vegas|US
slc|Salt Lake City|US
research triangle|Raleigh|US
rtp|Raleigh|US
dfw|Dallas|US
dallas ft worth|Dallas|US
minneapolis st paul|Minneapolis|US
twin cities|Minneapolis|US
st louis|St. Louis|US
gta|Toronto|CA
greater toronto area|Toronto|CA
quebec city|Quebec|CA
ville de quebec|Quebec|CA
london uk|London|GB
city of london|London|GB
central london|London|GB
newcastle|Newcastle upon Tyne|GB
bangalore|Bengaluru|IN
bengaluru|Bengaluru|IN
banglore|Bengaluru|IN
gurgaon|Gurugram|IN
bombay|Mumbai|IN
navi mumbai|Navi Mumbai|IN
madras|Chennai|IN
calcutta|Kolkata|IN
new delhi|New Delhi|IN
delhi|Delhi|IN
trivandrum|Thiruvananthapuram|IN
cochin|Kochi|IN
kochi|Kochi|IN
vizag|Visakhapatnam|IN
saigon|Ho Chi Minh City|VN
ho chi minh|Ho Chi Minh City|VN
hcmc|Ho Chi Minh City|VN
hcm|Ho Chi Minh City|VN
thanh pho ho chi minh|Ho Chi Minh City|VN
tp ho chi minh|Ho Chi Minh City|VN
tp hcm|Ho Chi Minh City|VN
ha noi|Hanoi|VN
kl|Kuala Lumpur|MY
bgc|Taguig|PH
bonifacio global city|Taguig|PH
taguig city|Taguig|PH
valencia|Valencia|ES
montreal|Montreal|CA
malaga|Malaga|ES
taguig|Taguig|PH
makati|Makati City|PH
metro manila|Manila|PH
ncr manila|Manila|PH
cebu|Cebu City|PH
dki jakarta|Jakarta|ID
jakarta selatan|Jakarta|ID
south jakarta|Jakarta|ID
krung thep|Bangkok|TH
krung thep maha nakhon|Bangkok|TH
peking|Beijing|CN
canton china|Guangzhou|CN
kiev|Kyiv|UA
kharkov|Kharkiv|UA
lvov|Lviv|UA
odessa|Odesa|UA
muenchen|Munich|DE
koln|Cologne|DE
koeln|Cologne|DE
cologne|Cologne|DE
frankfurt|Frankfurt|DE
frankfurt am main|Frankfurt|DE
frankfurt main|Frankfurt|DE
nurnberg|Nuremberg|DE
nuernberg|Nuremberg|DE
nuremberg|Nuremberg|DE
hannover|Hanover|DE
duesseldorf|Düsseldorf|DE
brunswick germany|Braunschweig|DE
wien|Vienna|AT
zuerich|Zurich|CH
zurich|Zurich|CH
genf|Geneva|CH
geneve|Geneva|CH
genève|Geneva|CH
luzern|Lucerne|CH
lucerne|Lucerne|CH
basle|Basel|CH
berne|Bern|CH
milano|Milan|IT
roma|Rome|IT
torino|Turin|IT
napoli|Naples|IT
firenze|Florence|IT
venezia|Venice|IT
genova|Genoa|IT
padova|Padua|IT
sevilla|Seville|ES
seville|Seville|ES
zaragoza|Zaragoza|ES
palma de mallorca|Palma|ES
la coruna|A Coruña|ES
luxembourg city|Luxembourg|LU
luxembourg ville|Luxembourg|LU
luxemburg|Luxembourg|LU
penang|George Town|MY
lisboa|Lisbon|PT
oporto|Porto|PT
bruxelles|Brussels|BE
brussel|Brussels|BE
antwerpen|Antwerp|BE
antwerp|Antwerp|BE
gent|Ghent|BE
ghent|Ghent|BE
brugge|Bruges|BE
den haag|The Hague|NL
the hague|The Hague|NL
's gravenhage|The Hague|NL
kobenhavn|Copenhagen|DK
aarhus|Aarhus|DK
arhus|Aarhus|DK
goteborg|Gothenburg|SE
warszawa|Warsaw|PL
krakow|Krakow|PL
cracow|Krakow|PL
wroclaw|Wrocław|PL
praha|Prague|CZ
bucuresti|Bucharest|RO
cluj|Cluj-Napoca|RO
beograd|Belgrade|RS
athina|Athens|GR
moskva|Moscow|RU
sankt peterburg|Saint Petersburg|RU
tel aviv yafo|Tel Aviv|IL
tel aviv jaffa|Tel Aviv|IL
cdmx|Mexico City|MX
ciudad de mexico|Mexico City|MX
mexico df|Mexico City|MX
mexico city|Mexico City|MX
bogota dc|Bogotá|CO
caba|Buenos Aires|AR
capital federal|Buenos Aires|AR
ciudad autonoma de buenos aires|Buenos Aires|AR
sampa|São Paulo|BR
dxb|Dubai|AE
joburg|Johannesburg|ZA
"""
