/** The icons of the site (Lucide, ISC), read at build: only these travel. Stroke and size come from the class `icon`. */
const files = import.meta.glob<string>(
  '/node_modules/lucide-static/icons/{search,star,sun,moon,monitor,globe,user,menu,chevron-down,chevron-right,chevron-left,check,circle-check,circle-alert,circle-x,triangle-alert,info,x,arrow-right,arrow-left,external-link,map-pin,languages,users,calendar,clock,building-2,briefcase,badge-check,shield-check,scale,file-text,book-open,list-filter,sliders-horizontal,sparkles,log-out,log-in,settings,inbox,wallet,receipt,landmark,history,download,upload,plus,minus,pencil,trash-2,eye,mail,phone,link,copy,flag,message-square,quote,refresh-cw,circle-help,ban,lock,house,handshake,coins,percent,trending-up,layers,tag,award,printer,rotate-ccw,save,send,ellipsis,archive,server,activity,database,folder,key,arrow-up-right,chart-column,heart,undo-2}.svg',
  { query: '?raw', import: 'default', eager: true },
)
const drawings = new Map(
  Object.entries(files).map(([path, source]) => [
    path.slice(path.lastIndexOf('/') + 1, -'.svg'.length),
    source
      .slice(source.indexOf('>', source.indexOf('<svg')) + 1, source.lastIndexOf('</svg>'))
      .replace(/\s+/g, ' ')
      .replace(/ ?(\/?>|<) ?/g, '$1')
      .trim(),
  ]),
)

/** What stands inside the svg of an icon. An unknown name is a bug: add it to the list above. */
export function iconPaths(name: string): string {
  const drawing = drawings.get(name)
  if (drawing === undefined) throw new Error(`no such icon: ${name}; add it to the list of icons.ts`)
  return drawing
}
