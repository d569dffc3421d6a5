using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>The search whose result the list shows in place of the view.</summary>
/// <param name="Coverage">Null until it was counted.</param>
public sealed record ShownSearch(SearchRequest Request, SearchResult Result, SearchCoverage? Coverage, ServerSearch Servers = ServerSearch.NotAsked)
{
    public string Text => Request.Query.Text;

    public SearchScope Scope => Request.Scope;

    public bool IsFor(SearchRequest? other) => other is not null && other.Query.Text == Text && other.Scope == Scope && other.View == Request.View;
}
