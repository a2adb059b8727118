/** The beginning of an article about as long as a search engine shows, by its language: two or more for those near others. */
export const SNIPPETS: readonly (readonly [language: string, text: string])[] = [
  [
    'en',
    'The city council agreed on Tuesday to spend another four million pounds on the old harbour wall, which has been crumbling since the storms of last winter. Work is expected to begin before the end of May.',
  ],
  [
    'en',
    'Prices rose again in October as bakers paid more for flour and butter, figures from the statistics office showed. Economists had forecast no change. Bread now costs a third more than it did two years ago.',
  ],
  [
    'vi',
    'Hội đồng thành phố hôm thứ Ba đã thông qua khoản chi thêm bốn triệu đồng cho bức tường cảng cũ, vốn xuống cấp từ sau các trận bão mùa đông năm ngoái. Công việc dự kiến bắt đầu trước cuối tháng Năm.',
  ],
  [
    'es',
    'El ayuntamiento acordó el martes destinar otros cuatro millones de euros al viejo muro del puerto, que se desmorona desde los temporales del invierno pasado. Las obras comenzarán antes de que acabe mayo.',
  ],
  [
    'es',
    'Los precios volvieron a subir en octubre porque los panaderos pagan más por la harina y la mantequilla, según la oficina de estadística. Los economistas no esperaban cambios. El pan cuesta hoy un tercio más.',
  ],
  [
    'fr',
    'Le conseil municipal a décidé mardi de consacrer quatre millions d’euros de plus au vieux mur du port, qui s’effrite depuis les tempêtes de l’hiver dernier. Les travaux devraient débuter avant la fin du mois.',
  ],
  [
    'fr',
    'Les prix ont encore augmenté en octobre, car les boulangers paient plus cher la farine et le beurre, selon l’office des statistiques. Les économistes ne prévoyaient aucun changement. Le pain coûte un tiers de plus.',
  ],
  [
    'de',
    'Der Stadtrat hat am Dienstag beschlossen, weitere vier Millionen Euro für die alte Hafenmauer auszugeben, die seit den Stürmen des vergangenen Winters bröckelt. Die Arbeiten sollen noch vor Ende Mai beginnen.',
  ],
  [
    'de',
    'Die Preise sind im Oktober erneut gestiegen, weil Bäcker mehr für Mehl und Butter zahlen, wie das Statistikamt mitteilte. Fachleute hatten keine Änderung erwartet. Brot kostet nun ein Drittel mehr als zuvor.',
  ],
  [
    'pt',
    'A câmara municipal decidiu na terça-feira gastar mais quatro milhões de euros no velho muro do porto, que se desfaz desde as tempestades do inverno passado. As obras devem começar antes do fim de maio.',
  ],
  [
    'pt',
    'Os preços voltaram a subir em outubro, porque os padeiros pagam mais pela farinha e pela manteiga, segundo o instituto de estatística. Os economistas não esperavam mudanças. O pão custa agora mais um terço.',
  ],
  [
    'it',
    'Il consiglio comunale ha deciso martedì di spendere altri quattro milioni di euro per il vecchio muro del porto, che si sgretola dalle tempeste dello scorso inverno. I lavori cominceranno entro la fine di maggio.',
  ],
  [
    'it',
    'I prezzi sono saliti ancora a ottobre perché i fornai pagano di più la farina e il burro, secondo l’ufficio di statistica. Gli economisti non si aspettavano cambiamenti. Il pane costa oggi un terzo in più.',
  ],
  [
    'nl',
    'De gemeenteraad besloot dinsdag om nog eens vier miljoen euro uit te geven aan de oude havenmuur, die sinds de stormen van afgelopen winter afbrokkelt. Het werk begint naar verwachting voor het einde van mei.',
  ],
  [
    'pl',
    'Rada miasta postanowiła we wtorek wydać kolejne cztery miliony złotych na stary mur portowy, który kruszy się od zimowych sztormów. Prace mają się rozpocząć przed końcem maja, poinformował rzecznik urzędu.',
  ],
  [
    'id',
    'Dewan kota pada hari Selasa setuju mengeluarkan tambahan empat juta rupiah untuk tembok pelabuhan lama yang runtuh sejak badai musim lalu. Pekerjaan itu diperkirakan akan dimulai sebelum akhir bulan Mei.',
  ],
  [
    'ru',
    'Городской совет во вторник решил потратить ещё четыре миллиона рублей на старую портовую стену, которая разрушается после зимних штормов. Работы должны начаться до конца мая, сообщил представитель мэрии.',
  ],
  [
    'uk',
    'Міська рада у вівторок вирішила витратити ще чотири мільйони гривень на стару портову стіну, яка руйнується після зимових штормів. Роботи мають розпочатися до кінця травня, повідомив речник мерії.',
  ],
  [
    'ar',
    'قرر مجلس المدينة يوم الثلاثاء إنفاق أربعة ملايين أخرى على جدار الميناء القديم الذي يتداعى منذ عواصف الشتاء الماضي. ومن المتوقع أن تبدأ الأعمال قبل نهاية شهر مايو، بحسب المتحدث باسم البلدية.',
  ],
  [
    'he',
    'מועצת העיר החליטה ביום שלישי להוציא עוד ארבעה מיליון שקלים על חומת הנמל הישנה, שמתפוררת מאז הסערות של החורף שעבר. העבודות אמורות להתחיל לפני סוף מאי, כך אמר דובר העירייה לעיתונאים.',
  ],
  [
    'zh',
    '市议会周二决定再拨款四百万元修缮旧港口的围墙。自去年冬天的风暴以来，这道墙一直在剥落。市政府发言人表示，工程预计将在五月底之前开始，期间港口的交通将绕行北面的环路。附近的居民说，他们已经等了很久，希望这次能够按时完工。',
  ],
  [
    'ja',
    '市議会は火曜日、昨年冬の嵐以来崩れ続けている古い港の壁のために、さらに四百万円を支出することを決めた。工事は五月末までに始まる見通しで、その間、港への交通は北側の環状道路を通ることになると市の広報担当者は述べた。',
  ],
  [
    'ko',
    '시의회는 화요일 지난겨울 폭풍 이후 무너지고 있는 옛 항구 벽에 사백만 원을 더 쓰기로 결정했다. 공사는 오월 말 이전에 시작될 것으로 보이며 그동안 항구로 가는 차량은 북쪽 순환도로로 다니게 된다고 시 대변인이 밝혔다.',
  ],
  [
    'th',
    'สภาเมืองมีมติเมื่อวันอังคารให้ใช้เงินอีกสี่ล้านบาทซ่อมกำแพงท่าเรือเก่า ซึ่งพังทลายมาตั้งแต่พายุเมื่อฤดูหนาวปีที่แล้ว คาดว่างานจะเริ่มก่อนสิ้นเดือนพฤษภาคม โฆษกเทศบาลกล่าวกับผู้สื่อข่าว',
  ],
];
