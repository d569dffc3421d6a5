using System.Globalization;
using System.Text;
using MimeKit;

namespace Webmail.TestKit.Mail;

/// <summary>
/// Message number N of a mailbox, the same every time: Russian (odd) and English (even), plain and HTML, every tenth with an attachment.
/// The newest ten are unread, and every seventh of the others. Subjects hold the number, so they are unique.
/// </summary>
public static class SampleMail
{
    /// <summary>When the newest message of every seeded mailbox came.</summary>
    public static DateTimeOffset Newest { get; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] EnglishPeople = ["Alice Brown", "Bob Carter", "Carol Diaz", "David Evans", "Emma Fischer", "Frank Green", "Grace Hill"];
    private static readonly string[] RussianPeople = ["Анна Белова", "Борис Волков", "Вера Гусева", "Глеб Дорохов", "Дарья Ершова", "Егор Жуков", "Зоя Иванова"];
    private static readonly string[] EnglishSubjects = ["Quarterly report", "Meeting notes", "Invoice", "Release schedule", "Contract review", "Travel booking"];
    private static readonly string[] RussianSubjects = ["Отчёт за квартал", "Протокол совещания", "Счёт на оплату", "График выпуска", "Согласование договора", "Бронирование билетов"];

    private const string EnglishText = "Please have a look at the attached plan before Friday. The team agreed on the schedule, and the customer waits for our offer.";
    private const string RussianText = "Посмотрите, пожалуйста, план до пятницы. Команда согласовала сроки, и заказчик ждёт нашего предложения.";

    static SampleMail() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static bool IsRussian(int number) => number % 2 == 1;

    public static bool IsHtml(int number) => number % 3 == 0;

    public static bool HasAttachment(int number) => number % 10 == 0;

    public static bool IsSeen(int number, int count) => number < count - 10 && number % 7 != 0;

    public static string Subject(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsRussian(number) ? RussianSubjects[number / 2 % RussianSubjects.Length] : EnglishSubjects[number / 2 % EnglishSubjects.Length])} {number:D6}");

    public static string Sender(int number) =>
        IsRussian(number) ? RussianPeople[number % RussianPeople.Length] : EnglishPeople[number % EnglishPeople.Length];

    /// <param name="number">From 0, the oldest.</param>
    /// <param name="count">How many there are, which decides the date: one every 20 minutes up to <see cref="Newest"/>.</param>
    /// <param name="recipient">Whose mailbox it is for.</param>
    public static MimeMessage Create(int number, int count, string recipient)
    {
        var russian = IsRussian(number);
        var paragraph = russian ? RussianText : EnglishText;
        var text = string.Create(CultureInfo.InvariantCulture, $"{(russian ? "Здравствуйте!" : "Hello,")}\n\n{paragraph}\n\n{paragraph}\n\nRef: {number:D6}\n");
        var message = new MimeMessage
        {
            Subject = Subject(number),
            Date = Newest.AddMinutes(-20d * (count - 1 - number)),
            MessageId = string.Create(CultureInfo.InvariantCulture, $"sample-{number:D6}@example.org"),
        };
        message.From.Add(new MailboxAddress(Encoding.UTF8, Sender(number), string.Create(CultureInfo.InvariantCulture, $"person{number % 7}@example.org")));
        message.To.Add(MailboxAddress.Parse(recipient));
        message.Body = Body(number, text, russian);
        return message;
    }

    private static MimeEntity Body(int number, string text, bool russian)
    {
        MimeEntity body = Text("plain", text, number, russian);
        if (IsHtml(number))
        {
            var html = "<html><body>" + string.Concat(text.Trim().Split("\n\n").Select(paragraph => $"<p>{paragraph}</p>")) + "</body></html>";
            body = new MultipartAlternative(body, Text("html", html, number, russian));
        }

        if (!HasAttachment(number))
            return body;

        var bytes = new byte[2000];
        Array.Fill(bytes, (byte)number);
        return new Multipart("mixed")
        {
            body,
            new MimePart("application", "pdf")
            {
                Content = new MimeContent(new MemoryStream(bytes)),
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
                ContentTransferEncoding = ContentEncoding.Base64,
                FileName = russian ? "Договор.pdf" : "report.pdf",
            },
        };
    }

    private static TextPart Text(string subtype, string text, int number, bool russian)
    {
        var part = new TextPart(subtype);
        part.SetText(!russian ? "utf-8" : (number % 5) switch { 1 => "windows-1251", 3 => "koi8-r", _ => "utf-8" }, text);
        return part;
    }
}
