/**
 * What the kiosk says aloud on request, one short sentence a key, in words only: digits, abbreviations and
 * capitals in a row have no sound that an engine can be trusted with. Nothing here names a person or an illness.
 * "This button" is the one that is outlined while the sentence is spoken.
 */
export const PROMPTS_VI = {
  'idle.title':
    'Mời đặt thẻ lên đầu đọc, mã vuông hướng về đầu đọc. Dùng thẻ căn cước, thẻ bảo hiểm y tế, hoặc mã trên điện thoại.',
  'idle.scanner-away': 'Đầu đọc thẻ đang tạm nghỉ. Mời bấm một nút trên màn hình.',
  'idle.server-away': 'Mời đến quầy tiếp đón. Máy này đang tạm nghỉ.',
  'idle.starting': 'Máy đang khởi động. Mời chờ một chút.',
  'idle.camera': 'Đưa thẻ trước máy ảnh thì bấm nút này.',
  'idle.no-card': 'Không có thẻ thì bấm nút này.',
  'idle.child': 'Trẻ dưới sáu tuổi chưa có thẻ thì bấm nút này.',
  'idle.keypad': 'Nhập số thẻ bằng tay thì bấm nút này.',
  'help.call': 'Cần người giúp thì bấm nút Gọi nhân viên.',

  'keypad.title': 'Mời nhập số thẻ: mười hai số trên thẻ căn cước, hoặc mười số cuối của thẻ bảo hiểm y tế.',
  'keypad.done': 'Nhập xong thì bấm nút này.',
  'camera.title': 'Mời đưa thẻ trước máy ảnh, giữ yên một chút.',
  'reading.title': 'Máy đang đọc thẻ. Mời chờ một chút.',

  'confirm.title': 'Mời xem tên trên màn hình. Có phải tên của mình không?',
  'confirm.yes': 'Đúng thì bấm nút này.',
  'confirm.no': 'Không phải thì bấm nút này.',

  'services.title': 'Mời chọn nơi khám. Nghe đến nơi nào cần thì bấm ô có khung.',
  'services.more': 'Xem thêm nơi khám khác thì bấm nút này.',
  'classes.open': 'Thuộc diện ưu tiên thì bấm nút này.',
  'classes.title': 'Mời chọn diện ưu tiên. Nhân viên sẽ kiểm tra giấy tờ.',
  'classes.done': 'Chọn xong thì bấm nút này.',
  'class.TH': 'Đang mang thai.',
  'class.KT': 'Khuyết tật nặng.',
  'class.CCM': 'Người có công.',
  'class.NCT': 'Từ bảy mươi lăm tuổi.',
  'class.TE': 'Trẻ dưới sáu tuổi.',

  'issuing.title': 'Máy đang lấy số. Mời chờ một chút.',

  'ticket.title': 'Số thứ tự là',
  'ticket.repeat': 'Hôm nay đã lấy số rồi. Số thứ tự là',
  'ticket.first': 'Sắp đến lượt.',
  'ticket.where': 'Mời chờ tại',
  'ticket.called': 'Số này đang được gọi. Mời vào',
  'ticket.ask': 'Mời báo quầy tiếp đón.',
  'ticket.paper': 'Mời lấy phiếu ở khe in.',
  'ticket.elsewhere': 'Phiếu ra ở máy in dự phòng bên cạnh.',
  'ticket.kept': 'Phiếu đã in vẫn dùng được.',
  'ticket.no-paper': 'Máy in đang nghỉ. Mời chụp lại màn hình, hoặc ghi lại số.',
  'ticket.no-paper-short': 'Mời chụp lại màn hình, hoặc ghi lại số.',
  'ticket.reprint-failed': 'Chưa in được. Mời chụp lại màn hình, hoặc ghi lại số.',
  'ticket.done': 'Xong thì bấm nút này.',

  'time.title': 'Bạn còn cần thêm thời gian không? Còn cần thì bấm nút màu xanh.',

  'trouble.unreadable': 'Máy chưa đọc được thẻ. Mời đặt lại thẻ, giữ yên một chút.',
  'trouble.cut': 'Mã đọc chưa đủ. Mời đặt lại thẻ cho đến khi có tiếng báo.',
  'trouble.unknown': 'Mã này không phải mã trên thẻ. Mời đặt thẻ căn cước hoặc thẻ bảo hiểm y tế.',
  'trouble.url': 'Đây là mã trang mạng, không phải thẻ. Mời đặt thẻ căn cước hoặc thẻ bảo hiểm y tế.',
  'trouble.payment': 'Đây là mã chuyển tiền, không phải thẻ. Mời đặt thẻ căn cước hoặc thẻ bảo hiểm y tế.',
  'trouble.two-cards': 'Máy thấy hai thẻ cùng lúc. Mời đặt từng thẻ một.',
  'trouble.typed': 'Số vừa nhập chưa đúng. Mời xem lại số trên thẻ và nhập lần nữa.',
  'trouble.closed': 'Nơi khám này đang không nhận số. Mời chọn nơi khác, hoặc đến quầy tiếp đón.',
  'trouble.none': 'Hiện chưa phát số. Mời đến quầy tiếp đón.',
  'trouble.away': 'Chưa lấy được số. Mời thử lại, hoặc đến quầy tiếp đón.',
  'trouble.busy': 'Máy đang bận. Mời chờ một chút rồi thử lại.',
  'trouble.other': 'Chưa lấy được số. Mời đặt lại thẻ, hoặc đến quầy tiếp đón.',

  'do.rescan': 'Đặt lại thẻ thì bấm nút này.',
  'do.keypad': 'Nhập số thẻ bằng tay thì bấm nút này.',
  'do.no-card': 'Lấy số quầy tiếp đón thì bấm nút này.',
  'do.again': 'Thử lại thì bấm nút này.',
  'do.others': 'Chọn nơi khác thì bấm nút này.',
  'do.home': 'Về trang đầu thì bấm nút này.',

  'language.title': 'Mời chọn ngôn ngữ.',
  'language.name': 'Tiếng Việt.',
} as const;

/** A phrase of the spoken guide. */
export type PromptKey = keyof typeof PROMPTS_VI;

export const PROMPTS_EN: { readonly [key in PromptKey]: string } = {
  'idle.title':
    'Place your card on the reader, the square code towards the reader. An identity card, an insurance card, or the code on a phone.',
  'idle.scanner-away': 'The card reader is resting. Please press a button on the screen.',
  'idle.server-away': 'Please go to the reception desk. This machine is resting.',
  'idle.starting': 'The machine is starting. One moment, please.',
  'idle.camera': 'To show the card to the camera, press this button.',
  'idle.no-card': 'Without a card, press this button.',
  'idle.child': 'For a child under six without a card, press this button.',
  'idle.keypad': 'To type the card number, press this button.',
  'help.call': 'If you need help, press the button Call staff.',

  'keypad.title':
    'Type your card number: the twelve digits of the identity card, or the last ten of the insurance card.',
  'keypad.done': 'When it is complete, press this button.',
  'camera.title': 'Hold your card in front of the camera, and keep it still.',
  'reading.title': 'Reading the card. One moment, please.',

  'confirm.title': 'Look at the name on the screen. Is this you?',
  'confirm.yes': 'If yes, press this button.',
  'confirm.no': 'If not, press this button.',

  'services.title': 'Choose a service. When you hear the one you need, press the outlined field.',
  'services.more': 'For more services, press this button.',
  'classes.open': 'If you have priority, press this button.',
  'classes.title': 'Choose your priority. Staff will check your papers.',
  'classes.done': 'When you have chosen, press this button.',
  'class.TH': 'Pregnant.',
  'class.KT': 'Severe disability.',
  'class.CCM': 'Merit to the nation.',
  'class.NCT': 'Aged seventy-five or over.',
  'class.TE': 'Child under six.',

  'issuing.title': 'Getting your number. One moment, please.',

  'ticket.title': 'Your number is',
  'ticket.repeat': 'You already have a number today. Your number is',
  'ticket.first': 'You are next.',
  'ticket.where': 'Please wait at',
  'ticket.called': 'This number is being called now. Please go to',
  'ticket.ask': 'Please ask at the reception desk.',
  'ticket.paper': 'Take your ticket from the slot.',
  'ticket.elsewhere': 'Your ticket comes out of the second printer.',
  'ticket.kept': 'The ticket you have stays valid.',
  'ticket.no-paper': 'The printer is resting. Please photograph this screen, or write the number down.',
  'ticket.no-paper-short': 'Please photograph this screen, or write the number down.',
  'ticket.reprint-failed': 'It was not printed. Please photograph this screen, or write the number down.',
  'ticket.done': 'When you are done, press this button.',

  'time.title': 'Do you need more time? If you do, press the green button.',

  'trouble.unreadable': 'The card could not be read. Place it again and hold it still.',
  'trouble.cut': 'The code was read in part only. Place the card again until it beeps.',
  'trouble.unknown': 'This is not the code of a card. Place your identity card or insurance card.',
  'trouble.url': 'This is the code of a web page. Place your identity card or insurance card.',
  'trouble.payment': 'This is a payment code. Place your identity card or insurance card.',
  'trouble.two-cards': 'There are two cards at the same time. Please place one card at a time.',
  'trouble.typed': 'This number is not right yet. Look at your card and type it once more.',
  'trouble.closed': 'This service is not open now. Choose another, or go to the reception desk.',
  'trouble.none': 'No numbers are given now. Please go to the reception desk.',
  'trouble.away': 'There is no number yet. Try again, or go to the reception desk.',
  'trouble.busy': 'The machine is busy. Wait a moment and try again.',
  'trouble.other': 'There is no number yet. Place your card again, or go to the reception desk.',

  'do.rescan': 'To place the card again, press this button.',
  'do.keypad': 'To type the card number, press this button.',
  'do.no-card': 'For a number of the reception desk, press this button.',
  'do.again': 'To try again, press this button.',
  'do.others': 'To choose another, press this button.',
  'do.home': 'To start again, press this button.',

  'language.title': 'Choose a language.',
  'language.name': 'English.',
};
