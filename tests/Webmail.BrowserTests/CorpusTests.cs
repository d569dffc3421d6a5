using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;

namespace Webmail.BrowserTests;

/// <summary>Every message of the corpus, in the reading pane of a real browser.</summary>
public sealed class CorpusTests(BrowserFixture fixture)
{
    // The message of the address is on the screen, its frame is loaded, it is not the one before, and nothing says that it cannot be shown.
    private const string IsShown = """
        previous => {
          const id = location.pathname.split('/')[3];
          const frame = document.querySelector('iframe[data-body]');
          return id && id !== previous && frame && frame.src.includes(`/api/messages/${id}/`) && frame.contentDocument?.readyState === 'complete'
            && frame.contentDocument.URL === frame.src && frame.contentDocument.contentType === 'text/html'
            && !document.querySelector('article [role=alert]') ? id : null;
        }
        """;

    [Fact]
    public async Task EveryMessage_OpensAndRunsNothing()
    {
        var corpus = MessageCorpus.All;
        var person = await fixture.NewPersonAsync();
        fixture.Mail.Place(person.Address, [.. corpus.Select(message => message.Raw)]);
        await using var visitor = await fixture.NewVisitorAsync();
        var calls = 0;
        await visitor.Page.Context.ExposeFunctionAsync("canary", () => { calls++; });
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(corpus.Count);

        await visitor.Rows.First.ClickAsync();
        var shown = "";
        for (var i = 0; i < corpus.Count; i++)
        {
            if (i > 0)
                await visitor.Page.Keyboard.PressAsync("j");
            try
            {
                shown = await (await visitor.Page.WaitForFunctionAsync(IsShown, shown)).JsonValueAsync<string>();
            }
            catch (TimeoutException)
            {
                Assert.Fail($"{corpus[i].Name} does not open: {visitor.Page.Url}");
            }
        }

        calls.ShouldBe(0);
        // What the policy of the frame had to stop, the sanitiser had let through.
        visitor.Errors.ShouldBeEmpty();
    }
}
