// Writes Components/Shared/Icons.cs from icons.svg: node icons.mjs. Run it after changing icons.svg; both are committed.
import { readFileSync, writeFileSync } from "node:fs";

const svg = readFileSync(new URL("icons.svg", import.meta.url), "utf8");
const symbols = [...svg.matchAll(/<symbol id="(\w+)" viewBox="0 0 24 24">(.*?)<\/symbol>/gs)].map(([, name, body]) => [name.replace(/_$/, "line"), body]);
symbols.sort(([a], [b]) => (a < b ? -1 : 1));
const entries = symbols.map(([name, body]) => `        ["${name}"] = """${body}""",`).join("\n");

writeFileSync(
  new URL("../src/Webmail.Web/Components/Shared/Icons.cs", import.meta.url),
  `using System.Collections.Frozen;

namespace Webmail.Web.Components.Shared;

/// <summary>The icon set, grid 24, drawn with strokes. Generated from wwwroot-assets/icons.svg by wwwroot-assets/icons.mjs.</summary>
internal static class Icons
{
    /// <summary>Names to what stands inside the svg element.</summary>
    public static FrozenDictionary<string, string> Shapes { get; } = new Dictionary<string, string>
    {
${entries}
    }.ToFrozenDictionary();

    /// <summary>An icon for MudBlazor's Icon parameters, so that Material glyphs and ours are never mixed.</summary>
    public static string ForMud(string name) =>
        $"""<g fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">{Shapes[name]}</g>""";
}
`,
);
console.log(`${symbols.length} icons`);
