/**
 * How documents say where something is done, in the languages that tutorials are written in. English patterns are anchored by words;
 * the others hold the words that tell, since they are only looked for where a sentence stands just before a block.
 */
const determiner = '(?:(?:the|your|our|my|this|that|its|a)\\s+)?';

export const hostCues: readonly RegExp[] = [
  new RegExp(
    `\\b(?:from|on|back\\s+(?:on|to|at|in|into)|return\\s+to)\\s+${determiner}(?:docker\\s+|local\\s+|physical\\s+|own\\s+|linux\\s+|container\\s+)?` +
      "(?:host|machine|computer|laptop|workstation)\\b(?:\\s+(?:machine|computer|system|itself|vm|os))?(?!['’-]|\\s+(?:network|mode|port|name|driver|only|interface|ip|address|side|path|kernel))",
    'i',
  ),
  /\boutside\s+(?:of\s+)?(?:the|any|this|your)\s+(?:docker\s+)?containers?\b/i,
  /\b(?:in|from|at|into|to)\s+(?:the|a|your)\s+(?:docker\s+)?host(?:['’]s)?\s+(?:shell|terminal|prompt|console)\b/i,
  /\bfrom\s+(?:the\s+)?(?:root|default|host)\s+(?:network\s+)?namespace\b/i,
  /\b(?:auf|vom|am)\s+(?:dem\s+)?(?:Host(?:system|rechner)?|Rechner)\b|\baußerhalb\s+des\s+Containers\b/i,
  /\b(?:sur|depuis|à partir de)\s+(?:la\s+machine\s+|l['’])h[ôo]te\b|\ben\s+dehors\s+du\s+conteneur\b|\bdepuis\s+(?:la|votre)\s+machine\b/i,
  /\b(?:en|desde)\s+(?:el|la|tu)\s+(?:host|anfitri[óo]n|m[áa]quina(?:\s+anfitriona)?)\b|\bfuera\s+del\s+contenedor\b/i,
  /\b(?:no|na|do)\s+(?:host|máquina\s+hospedeira)\b|\bfora\s+do\s+contêiner\b/i,
  /(?:在)?(?:宿主机|宿主機|主机|主機)(?:上|中)|ホスト(?:マシン)?(?:側|上)?(?:で|から)|호스트(?:에서)|(?:^|\s)(?:на\s+хосте|с\s+хоста)(?!\p{L})/iu,
];

export const lastContainerCues: readonly RegExp[] = [
  /\b(?<!outside )(?:from|in|inside|within|into)\s+(?:of\s+)?(?:the|this|that|your|our)\s+(?:(?:new|newly|first|second|same|running|just|started|above|docker|created|open|interactive|server|client)\s+){0,3}container\b(?!['’]s\b|s\b|\s+(?:network|image|name|id|port|engine|runtime|list|and\s+host)\b)/i,
  /\b(?:from|in|at|into)\s+(?:the|this|that)\s+container(?:['’]s)?\s+(?:shell|prompt|terminal|console|session)\b/i,
  /^(?:in|inside|within|from)\s+(?:a\s+)?(?:docker\s+)?container\b\s*[:,]?\s*$/i,
  /\bim\s+Container\b(?!-)|\binnerhalb\s+des\s+Containers\b|\bdans\s+le\s+conteneur\b|\b(?:en\s+el|dentro\s+del)\s+contenedor\b|\bdentro\s+do\s+contêiner\b|(?:^|\s)(?:в\s+контейнере|внутри\s+контейнера)(?!\p{L})/iu,
  /(?:在)?容器(?:里|裡|内|內|中|里面)|容器执行|コンテナ(?:の中|内|側)(?:で|から)?|컨테이너\s*(?:안|내부)?에서/,
];

/** Words that a sentence may begin with before it says where. */
const first =
  '(?:(?:now|then|next|first|finally|again|back|meanwhile|jetzt|nun|dann|danach|anschließend|zuerst|zurück|wieder|und|maintenant|puis|ensuite|enfin|de\\s+retour|ahora|luego|después|primero|de\\s+vuelta|agora|depois|primeiro|de\\s+volta|теперь|затем|снова)\\b,?\\s+)?';
export const sentenceStart = new RegExp(`^${first}$`, 'i');

/** Behind `On the client`, where no comma or colon ends it: who does something there, or what is to be done. */
export const doing =
  /^[`*"”'_\])]{0,4}\s+(?:(?:we|you|i)(?:['’]ll)?\s+(?!(?:\w{1,12}\s+){0,2}(?:see|saw|observe|notice|get|got|have(?!\s+to)|had|receive|find|would|could|might)\b)|let['’]s\s|(?:run|type|execute|enter|issue|launch|connect|try|send|listen|ping|start)\b)/i;

const inForeign =
  "im|in\\s+(?:dem|den|diesem)|aus\\s+dem|innerhalb\\s+des|(?:dans|depuis)\\s+(?:le|ce|votre|notre)|à\\s+l['’]intérieur\\s+du|à\\s+partir\\s+du|(?:en|desde)\\s+(?:el|este|tu|nuestro)|dentro\\s+del|(?:dentro|a\\s+partir)\\s+do|no(?=\\s+cont[êe]i|\\s+contentor)|во?|внутри|из";
/** These are in reports as well, and towards it: only where a sentence begins with them. */
const onForeign = 'auf\\s+de[mr]|vom|am|sur\\s+(?:le|la|ce|votre|notre)|n[oa]|на|с';
const containerForeign =
  '\\s+(?:\\p{L}{1,16}\\s+)?(?:Containers?|conteneur|contenedor|cont[êe]iner|contentor|контейнер[еа])\\s+(?:(?:namens|mit\\s+dem\\s+namen|nommé|appelé|llamado|chamado)\\s+)?';
const startForeign = first.replace('\\b', '(?!\\p{L})');

/** What stands before the name of a container in other languages, and behind it. */
export const foreignNaming = {
  /** `im Container server`. */
  container: new RegExp(
    `(?<!\\p{L})(?:${inForeign})${containerForeign}$|^${startForeign}(?:${onForeign})${containerForeign}$`,
    'iu',
  ),
  /** `im server`, of `Server-Container`. */
  compound: new RegExp(
    `(?<!\\p{L})(?:im|in\\s+(?:dem|den|diesem)|aus\\s+dem|innerhalb\\s+des)\\s+$|^${startForeign}(?:auf\\s+dem|vom|am)\\s+$`,
    'iu',
  ),
  /** Only of a name that is marked as one. */
  marked:
    /(?<!\p{L})(?:im|aus\s+dem|innerhalb\s+von|(?:dans|depuis)(?:\s+l[ea])?|en\s+(?:el|la)|desde(?:\s+(?:el|la))?|dentro\s+de|a\s+partir\s+d[eo])\s+$/iu,
  /** A sentence that begins with `auf dem`; the group says whose verbs may follow. */
  start: new RegExp(
    `^${startForeign}(?:(?<de>auf\\s+de[mr]|vom|am)|(?<romance>(?:sur|depuis|dans)\\s+l[ea]|(?:en|desde)\\s+(?:el|la)|n[oa]|a\\s+partir\\s+do|на|с)|im|aus\\s+dem|auf|von|sur|depuis|dans|en|desde|em|в)\\s+$`,
    'iu',
  ),
  end: /^[`*"”“'’_\])»]{0,4}\s*(?:[,:(：]|\.?\s*$|aus(?!\p{L}))/u,
  /** What somebody does there: German has its verb at this place, and writes a noun with a capital. */
  de: /^[`*"”“'_»]{0,4}\s+(?!(?:und|oder|sowie|ist|sind|war|waren|hat|haben|gibt|kommt|kommen|bleibt|bleiben|steht|stehen|existiert|fehlt|(?:wird|werden|läuft|laufen|lauscht)(?![^:]*:$))(?!\p{L}))\p{Ll}/u,
  /** Pronouns, and the endings of `we` and of what the reader is told to do, in French, Spanish, Portuguese and Russian. */
  romance:
    /^[`*"”'_»]{0,4}\s+(?!(?:nous\s+|vous\s+|on\s+)?(?:avons|avez|sommes|êtes|est|a|tenemos|temos|estamos|hemos)(?!\p{L}))(?:on|nous|vous|j['’]|\p{L}{2,16}(?:ez|ons|[aei]mos|ите|[еи]м)(?!\p{L})|(?:ejecut|lanz|inici|conect|escuch|execut|rod|digit)[aeo](?!\p{L})|(?:escrib|abr)[ae](?!\p{L}))/iu,
  /** Chinese, Japanese and Korean put no spaces, and what tells behind the name. */
  eastBefore: /(?:在|从|從|进入|進入)\s*(容器)?\s*[「『“]?$|(コンテナ)\s*[「『]?$/u,
  eastBehind:
    /^[`*"”」』]{0,3}\s*(?:(?:という|の)?(?<zh>容器)|(?:という|の)?(?:コンテナ)(?:の中|内|側|上)?(?:で|から)|(?<ja>(?:の中|内|側)?(?:で(?![すあなきも])|から))|(?<side>[上中里裡内內](?!间|間|部署))|側で|컨테이너(?:의)?\s*(?:안|내부)?에서)/u,
} as const;

/** What documents in other languages call containers that have English names. */
export const translated: ReadonlyMap<string, string> = new Map([
  ['cliente', 'client'],
  ['servidor', 'server'],
  ['serveur', 'server'],
  ['сервере', 'server'],
  ['клиенте', 'client'],
]);

const ordinal = 'first|second|third|fourth|1st|2nd|3rd|4th';
export const otherTerminalCue = new RegExp(
  `\\b(?:in|from|open|use|using|start|on|with|to|into|via|launch|create)\\s+(?:up\\s+)?(?:yet\\s+)?(?:a\\s+|an\\s+|the\\s+|your\\s+)?(separate|another|new|different|fresh|other|${ordinal})\\s+(?:\\w+\\s+){0,2}?(?:terminal|shell|window|tab|console|session|command\\s+prompt|command\\s+line|pane|one)s?\\b`,
  'i',
);
/** The same in other languages. `opens`: a word that opens it. `some`: an article that leaves open which one it is. */
export const foreignTerminalCues: readonly RegExp[] = [
  /(?<!\p{L})(?:(?:(?<opens>(?:öffne|starte)[nt]?)\s+(?:(?:sie|wir|nun|jetzt|dazu|dann|dafür|noch)\s+){0,3}|in\s+)(?:(?<some>ein(?:e[nmr]?)?)|das|die|de[nmr])|im|ins|zum)\s+(?<which>(?:erst|zweit|dritt|viert|ander|weiter|neu|separat|eigen)e[nmrs]?)\s+(?:Terminal|Konsole|Fenster|Shell)/iu,
  /(?<!\p{L})(?<some>eine?n?)\s+(?<which>(?:zweit|dritt|viert|ander|weiter|neu|separat)e[ns]?)\s+(?:Terminal|Konsole|Fenster|Shell)(?:-?fenster)?\s+(?<opens>öffnen|starten)/iu,
  /(?<!\p{L})(?<opens>(?:ouvr|lanc|démarr)(?:e[zr]?|ons|ir)\s+)?(?:(?<some>une?)\s+|dans\s+l[ea]\s+|dans\s+l['’])(?<which>autre|nouveau|nouvelle|premi(?:er|ère)|deuxième|seconde?|troisième|quatrième)\s+(?:terminal|console|fenêtre|shell)/iu,
  /(?<!\p{L})(?<opens>(?:abr(?:[aei]|imos|ir)|inici[ae])\s+)?(?:(?<some>una?)\s+|en\s+(?:el|la)\s+|(?=otr))(?<which>otr[ao]|nuev[ao]|primera?|segund[ao]|tercera?|cuart[ao])\s+(?:terminal|consola|ventana|shell)/iu,
  /(?<!\p{L})(?<opens>(?:abr(?:[ae]|imos|ir)|inici[ae])\s+)?(?:(?<some>n?uma?)\s+|n[oa]\s+|(?=outr))(?<which>outr[oa]|nov[oa]|primeir[oa]|segund[oa]|terceir[oa]|quart[oa])\s+(?:terminal|janela|console|shell)/iu,
  /(?<!\p{L})(?:(?<opens>откро(?:йте|й|ем))\s+|во?\s+)(?<which>друг(?:ой|ом)|нов(?:ый|ом)|отдельн(?:ый|ом)|перв(?:ый|ом)|втор(?:ой|ом)|трет(?:ий|ьем))\s+(?:терминал|окн)/iu,
  /(?<opens>打开|開啟|开启|启动)?(?:一个|一個)?(?:第(?=[一二三四]))?(?<which>另一个|另一個|另外一个|新的?|[一二三四][个個])(?:终端|終端|窗口|视窗|控制台)/u,
  /(?<which>別の|新しい|もう一つの|[234２３４]つ目の)(?:ターミナル|端末|シェル|ウィンドウ|コンソール)(?<opens>を開)?/u,
  /(?<which>다른|새)\s*(?:터미널|창)/u,
];
/** Right behind a terminal or a container: it is looked at, and not typed into. */
export const foreignWatched =
  /(?<!\p{L})(?:erschein|sieh(?:t|st)|seh(?:en|t)(?!\p{L})|angezeigt|zeigt|appara[iî]|(?:s['’])?affiche(?!\p{L}|[rz])|voi[st](?!\p{L})|voyez|voyons|verrez|aparece|verás|vemos|veremos|muestra|mostra(?!\p{L})|vemos|verá|увид|появ|отобра|вид[ин])|(?:可以|能|会|會)(?:看|显示)|看到|显示|表示され|見え/iu;
/** A text that is nothing but the name of a terminal, or that with what is done there behind it: `Second terminal`, `Terminal two: the client`. */
export const terminalTitle =
  /^(?:(?:step\s*)?\d+\s*[.):]\s*)?(?:(?:in|on|from)\s+)?(?:(?:the|your|an?)\s+)?(?:terminal\s+(one|two|three|four|eins|zwei|drei|vier)|(first|second|third|fourth|[1-4](?:st|nd|rd|th))\s+(?:terminal(?:\s+(?:window|tab|session))?|shell|console|window|tab)|((?:erst|zweit|dritt|viert)es|premier|deuxième|second|troisième|quatrième|primera?|segund[oa]|tercera?|primeir[oa]|terceir[oa]|перв\p{L}{1,3}|втор\p{L}{1,3}|трет\p{L}{1,3})\s+(?:terminal(?:fenster)?|терминале?))(?:\s*\([^()]*\)?|\s*[:–—].*|\s+-\s.*)?$/iu;
export const otherTerminalTitle =
  /^(?:an?\s+)?(?:(new|neues|nouveau|nuev[oa]|nov[oa]|новый)|another|different|separate|other|anderes|weiteres|autre|otr[oa]|outr[oa]|другой)\s+(?:terminal(?:\s+(?:window|tab|session)|fenster)?|терминал)$/iu;
export const ownTerminalCue =
  /\b(?:terminal|shell|window|tab)\s+of\s+(?:its|their|your|his|her)\s+own\b|\bown\s+(?:terminal|shell|window)\b|\b(?:leave|keep)\s+(?:this|that|the|your)\s+(?:\w+\s+)?(?:shell|terminal|session|window|tab)\s+(?:open|running)\b/i;
/** Of a container that was left running where it keeps its terminal; one in the background keeps none. */
export const keptContainerCue =
  /\b(?:leave|keep)\s+(?:this|that|the|your)\s+(?:\w+\s+)?container\s+(?:open|running)\b/i;
export const backCue = new RegExp(
  `\\b(?:back|return|go\\s+back|switch(?:\\s+back)?|returning|again)\\s+(?:in|to|at|on|into|over\\s+to)\\s+(?:the\\s+|your\\s+)?(${ordinal}|original|previous|initial|other|earlier)\\s+(?:\\w+\\s+){0,2}?(?:terminal|shell|window|tab|console|session|pane)\\b`,
  'i',
);
export const labelCue =
  /\b(?:terminal|shell|window|tab|console|session|tty|pane|term|ターミナル|终端|端末|터미널|терминал|fenêtre|ventana)(?:\s+(?:window|session|tab))?\s*(?:#|n[o°]\.?\s*)?\s*([0-9]{1,2}|[A-D])(?![\w.])/i;

/** A sentence that tells what is to go on. */
export const keeps = /\b(?:leave|keep)\s+(?:\S+\s+){1,3}(?:open|running)\b/i;

/** A sentence that tells of something that may be, not of something to do. */
export const conditional =
  /\b(?:if|unless|don['’]?t|do not|whenever|until|would|never|cannot|can['’]t|avoid|instead of)\b|\bwhen\b(?!\s+(?:you|done|finished|ready|it|that|everything)\b)/i;

export const stopCue =
  /\b(?:listener|netcat|lauscher)\b[^.]{0,24}\b(?:ends|exits|quits|terminates|beendet\s+sich)\b|\b(?:ctrl|control|strg|cmd)\s*[-+–]?\s*c\b|\^c\b|⌃c|(?:^|[,;:]\s*|\b(?:and|then|now|please)\s+)(?:stop|kill|interrupt|terminate|cancel|end)\s+(?:the\s+|your\s+|this\s+|both\s+)?[`*]*(?:ping|server|listener|netcat|nc|tcpdump|iperf3?|capture)\b/i;
export const detachCue =
  /\bctrl\s*[-+–]?\s*p\b[^.]{0,24}\bctrl\s*[-+–]?\s*q\b|\bctrl\b[^.]{0,24}\bp\b[^.]{0,24}\bq\b|\bctrl\s*[-+–]?\s*p\s*[-+–,]?\s*q\b|\^p\s*\^q|\bdett?ach(?:ing)?\s+(?:from|yourself)\b|\bread escape sequence\b/i;
export const exitCue =
  /(?:`+|\*\*|")(?:exit|logout)(?:`+|\*\*|")|(?:^|[.,;:)]\s*|\b(?:and|then|now|to|please|can|simply)\s+)(?:exit|leave|quit|log\s*out(?:\s+of)?|log\s+off)\s+(?:(?:from|of|out\s+of)\s+)?(?:the|this|that|your|both|our|`|\*|")|\b(?:type|typing|enter|run|with|use|using)\s+["'“`*]*exit\b|\b(?:ctrl|control)\s*[-+–]?\s*d\b|\^d\b|^exit(?:\s+(?:the|from|container|shell|ssh|vm)\b.*)?[.:]?$|\bclose\s+(?:the|this|that)\s+(?:terminal|shell|session|container)\b/i;
