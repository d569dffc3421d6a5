using System.Text;
using MailKit;
using MimeKit;
using MimeKit.Utils;
using Webmail.TestKit.Servers;

namespace Webmail.Demo;

/// <summary>About sixty messages for a person: Russian and English, text and HTML, newsletters, pictures, attachments, conversations, old charsets.</summary>
internal sealed class DemoMail
{
    private readonly MailUser _me;
    private readonly DateTimeOffset _newest;
    private readonly List<DemoLetter> _letters = [];

    private DemoMail(MailUser me, DateTimeOffset newest) => (_me, _newest) = (me, newest);

    /// <param name="me">Whose mailbox it is.</param>
    /// <param name="friend">The other person of the demo, who answers.</param>
    public static IReadOnlyList<DemoLetter> For(MailUser me, MailUser friend, DateTimeOffset newest)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var mail = new DemoMail(me, newest);
        mail.AddConversation(friend);
        mail.AddNewsletters();
        mail.AddCharsets();
        mail.AddPicturesAndFiles();
        mail.AddEveryday();
        mail.AddOtherFolders(friend);
        return mail._letters;
    }

    private void AddConversation(MailUser friend)
    {
        string[] lines =
        [
            "Привет! Едем в субботу на дачу? Обещают солнце.",
            "Hi! Saturday works. Shall I bring the tent or do we sleep in the house?",
            "В доме места хватит всем. Возьми, пожалуйста, пилу и перчатки.",
            "Saw and gloves are packed. I can be at your place at nine.",
            "Девять — отлично. Кофе будет готов.",
        ];
        var references = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            var mine = i % 2 == 1;
            var message = Message(mine ? _me.Address : friend.Address, mine ? friend.Address : _me.Address, (i == 0 ? "" : "Re: ") + "Дача в субботу", 30 - (5 * i));
            message.Body = new TextPart("plain") { Text = lines[i] + (i == 0 ? "" : "\n\n> " + lines[i - 1]) + "\n" };
            message.References.AddRange(references);
            if (references.Count > 0)
                message.InReplyTo = references[^1];
            references.Add(message.MessageId ?? "");
            Add(mine ? "Sent" : "INBOX", message, mine || i < lines.Length - 1);
        }
    }

    private void AddNewsletters()
    {
        var issues = new[] { ("The Weekly Gardener", "What to prune in November", "Cut back the roses before the first hard frost."), ("Книжный обзор", "Пять книг на длинные вечера", "Новые переводы, забытая классика и один детектив.") };
        for (var week = 0; week < 4; week++)
        {
            foreach (var (name, title, text) in issues)
            {
                var message = Message($"news@{(name[0] < 128 ? "gardener" : "books")}.example.org", _me.Address, $"{title} — {week + 1}", 24 + (168 * week), name);
                message.Headers.Add(HeaderId.ListUnsubscribe, "<https://www.example.org/unsubscribe>");
                message.Body = new MultipartAlternative(
                    new TextPart("plain") { Text = $"{title}\n\n{text}\n" },
                    new TextPart("html") { Text = Newsletter(name, title, text) });
                Add("INBOX", message, week > 0);
            }
        }
    }

    private void AddCharsets()
    {
        foreach (var (charset, subject) in new[] { ("koi8-r", "Письмо в кодировке КОИ-8"), ("windows-1251", "Письмо в кодировке Windows-1251"), ("iso-8859-5", "Письмо в кодировке ISO 8859-5") })
        {
            var message = Message("archive@museum.example.org", _me.Address, "", 400, "Музей почты");
            message.Headers.Replace(HeaderId.Subject, Encoding.GetEncoding(charset), subject);
            var text = new TextPart("plain");
            text.SetText(charset, "Съешь же ещё этих мягких французских булок, да выпей чаю.\n");
            message.Body = text;
            Add("INBOX", message, seen: false);
        }
    }

    private void AddPicturesAndFiles()
    {
        for (var i = 0; i < 4; i++)
        {
            var message = Message("mama@family.example.org", _me.Address, i % 2 == 0 ? "Фотографии с дачи" : "Photos from the garden", 50 + (90 * i), "Мама");
            var builder = new BodyBuilder();
            var picture = builder.LinkedResources.Add("garden.png", DemoPicture.Png(480, 270, i), new ContentType("image", "png"));
            picture.ContentId = MimeUtils.GenerateMessageId();
            builder.HtmlBody = $"<p>Посмотрите, как всё выросло! Look how it has grown.</p><p><img src=\"cid:{picture.ContentId}\" width=\"480\" alt=\"Garden\"></p>";
            builder.TextBody = "Посмотрите, как всё выросло!";
            message.Body = builder.ToMessageBody();
            Add("INBOX", message, i > 0);

            message = Message("lawyer@firm.example.org", _me.Address, i % 2 == 0 ? "Договор и приложения" : "Contract and annexes", 60 + (70 * i), "Анна Лебедева");
            builder = new BodyBuilder { TextBody = "Во вложении договор и две таблицы.\nThe contract and two tables are attached.\n" };
            builder.Attachments.Add("Договор поставки.pdf", new byte[48_000], new ContentType("application", "pdf"));
            builder.Attachments.Add("prices.csv", Encoding.UTF8.GetBytes("item,price\nshelf,1200\nlamp,350\n"), new ContentType("text", "csv"));
            builder.Attachments.Add("План.txt", Encoding.UTF8.GetBytes("1. Подписать\n2. Отправить\n"), new ContentType("text", "plain"));
            message.Body = builder.ToMessageBody();
            Add("INBOX", message, i > 1);
        }
    }

    private void AddEveryday()
    {
        (string Name, string Subject, string Text)[] everyday =
        [
            ("Yandex Cloud", "Счёт за ноябрь: 12 480,00 ₽", "Счёт сформирован и будет списан 25-го числа."),
            ("Lufthansa", "Your booking 7QK2LD: Saint Petersburg – Lisbon", "Check-in opens 23 hours before departure."),
            ("Госуслуги", "Заявление принято в работу", "Срок рассмотрения — до пяти рабочих дней."),
            ("Priya Raghunathan", "Print sizes for the Lisbon exhibition", "Could we go one size up for the three night shots?"),
            ("Пётр Ильин", "Ключи от склада", "Оставил ключи на вахте, второй этаж."),
            ("Dentist", "Reminder: appointment on Thursday at 17:30", "Reply to this message if you cannot come."),
        ];
        for (var i = 0; i < 36; i++)
        {
            var (name, subject, text) = everyday[i % everyday.Length];
            var message = Message($"sender{i % everyday.Length}@mail.example.org", _me.Address, i < everyday.Length ? subject : $"{subject} ({i / everyday.Length + 1})", 2 + (11 * i), name);
            message.Body = i % 2 == 0
                ? new TextPart("plain") { Text = text + "\n\nhttps://www.example.org/\n" }
                : new TextPart("html") { Text = $"<p>{text}</p><p><a href=\"https://www.example.org/\">www.example.org</a></p>" };
            Add("INBOX", message, i > 5);
        }
    }

    private void AddOtherFolders(MailUser friend)
    {
        var junk = Message("prize@lottery.example.org", _me.Address, "Вы выиграли миллион! You have won!", 20, "Lottery");
        junk.Body = new TextPart("html") { Text = "<p>Click <a href=\"http://198.51.100.7/prize\">www.bank.example</a> now</p><img src=\"http://198.51.100.7/pixel.gif\">" };
        Add("Junk", junk, seen: false);

        var travel = Message("booking@hotel.example.org", _me.Address, "Casa do Príncipe: ваше бронирование", 300, "Booking");
        travel.Body = new TextPart("plain") { Text = "4–9 декабря, завтрак включён.\n" };
        Add("Поездки", travel, seen: true);

        var draft = Message(_me.Address, friend.Address, "Idea for the summer", 5);
        draft.Body = new TextPart("plain") { Text = "What if we rented a boat …\n" };
        _letters.Add(new DemoLetter("Drafts", draft, MessageFlags.Draft | MessageFlags.Seen));
    }

    private void Add(string folder, MimeMessage message, bool seen) =>
        _letters.Add(new DemoLetter(folder, message, (seen ? MessageFlags.Seen : MessageFlags.None) | (_letters.Count % 11 == 5 ? MessageFlags.Flagged : MessageFlags.None)));

    private MimeMessage Message(string from, string to, string subject, double hoursAgo, string name = "")
    {
        var message = new MimeMessage { Subject = subject, Date = _newest.AddHours(-hoursAgo), MessageId = MimeUtils.GenerateMessageId("demo.test") };
        message.From.Add(new MailboxAddress(Encoding.UTF8, name, from));
        message.To.Add(new MailboxAddress("", to));
        return message;
    }

    private static string Newsletter(string name, string title, string text) => $"""
        <html><body style="background:#f2efe8;font-family:Georgia,serif">
        <table width="600" align="center" cellpadding="24" style="background:#ffffff"><tr><td>
        <p style="color:#7a6a4f;letter-spacing:1px">{name}</p><h1 style="color:#2d4a2b">{title}</h1>
        <img src="https://images.example.org/cover.jpg" width="552" height="240" alt="">
        <p>{text}</p>
        <p><a href="https://www.example.org/read" style="background:#2d4a2b;color:#ffffff;padding:10px 18px;text-decoration:none">Read / Читать</a></p>
        </td></tr></table></body></html>
        """;
}
