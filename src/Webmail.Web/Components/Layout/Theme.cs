using MudBlazor;

namespace Webmail.Web.Components.Layout;

/// <summary>MudBlazor in our tokens. The names behind the values are in wwwroot-assets/css/tokens.css; our own components read those and never the variables this makes.</summary>
internal static class Theme
{
    private static readonly string[] Fonts = ["-apple-system", "BlinkMacSystemFont", "Segoe UI Variable Text", "Segoe UI", "Roboto", "Inter", "Noto Sans", "Liberation Sans", "Arial", "sans-serif"];

    public static MudTheme Mud { get; } = new()
    {
        PaletteLight = Light(),
        PaletteDark = Dark(),
        LayoutProperties = new LayoutProperties
        {
            DefaultBorderRadius = "6px",
            DrawerWidthLeft = "248px",
            DrawerMiniWidthLeft = "56px",
            DrawerWidthRight = "560px",
            AppbarHeight = "56px",
        },
        Typography = Type(),
        Shadows = new Shadow { Elevation = Elevations() },
    };

    private static PaletteLight Light() => new()
    {
        Primary = "#2B55C9",
        PrimaryContrastText = "#FFFFFF",
        PrimaryDarken = "#2449B0",
        PrimaryLighten = "#EBF0FC",
        Secondary = "#55524C",
        Tertiary = "#55524C",
        Dark = "#55524C",
        Info = "#2449B0",
        Success = "#1A6E43",
        Warning = "#805300",
        Error = "#B0281F",
        InfoContrastText = "#FFFFFF",
        SuccessContrastText = "#FFFFFF",
        WarningContrastText = "#FFFFFF",
        ErrorContrastText = "#FFFFFF",
        Background = "#FFFFFF",
        Surface = "#FFFFFF",
        BackgroundGray = "#F6F5F2",
        DrawerBackground = "#F6F5F2",
        DrawerText = "#1D1C1A",
        DrawerIcon = "#67645D",
        AppbarBackground = "#FFFFFF",
        AppbarText = "#1D1C1A",
        TextPrimary = "#1D1C1A",
        TextSecondary = "#55524C",
        TextDisabled = "#A6A29A",
        ActionDefault = "#55524C",
        ActionDisabled = "#A6A29A",
        ActionDisabledBackground = "#F1F0EC",
        LinesDefault = "#E8E6E0",
        Divider = "#E8E6E0",
        DividerLight = "#E8E6E0",
        TableLines = "#E8E6E0",
        LinesInputs = "#8C887F",
        TableHover = "#F6F5F2",
        TableStriped = "#00000000",
        Skeleton = "#F1F0EC",
        GrayLighter = "#E8E6E0",
        GrayLight = "#D5D2CA",
        GrayDefault = "#8C887F",
        GrayDark = "#67645D",
        GrayDarker = "#55524C",
        OverlayDark = "#1D1C1A66",
        HoverOpacity = 0.05,
        RippleOpacity = 0,
    };

    private static PaletteDark Dark() => new()
    {
        Primary = "#4A6DE0",
        PrimaryContrastText = "#FFFFFF",
        PrimaryDarken = "#4365D6",
        PrimaryLighten = "#222A45",
        Secondary = "#B9B5AD",
        Tertiary = "#B9B5AD",
        Dark = "#B9B5AD",
        Info = "#A3B7FF",
        Success = "#6FCF9A",
        Warning = "#E9BC62",
        Error = "#FF9C90",
        InfoContrastText = "#1A1A18",
        SuccessContrastText = "#1A1A18",
        WarningContrastText = "#1A1A18",
        ErrorContrastText = "#1A1A18",
        Background = "#1A1A18",
        Surface = "#252522",
        BackgroundGray = "#131312",
        DrawerBackground = "#131312",
        DrawerText = "#ECEAE6",
        DrawerIcon = "#A5A198",
        AppbarBackground = "#1A1A18",
        AppbarText = "#ECEAE6",
        TextPrimary = "#ECEAE6",
        TextSecondary = "#B9B5AD",
        TextDisabled = "#65625B",
        ActionDefault = "#B9B5AD",
        ActionDisabled = "#65625B",
        ActionDisabledBackground = "#232320",
        LinesDefault = "#2A2A27",
        Divider = "#2A2A27",
        DividerLight = "#2A2A27",
        TableLines = "#2A2A27",
        LinesInputs = "#7A766D",
        TableHover = "#21211E",
        TableStriped = "#00000000",
        Skeleton = "#232320",
        GrayLighter = "#2A2A27",
        GrayLight = "#3B3A36",
        GrayDefault = "#7A766D",
        GrayDark = "#A5A198",
        GrayDarker = "#B9B5AD",
        OverlayDark = "#000000A3",
        HoverOpacity = 0.05,
        RippleOpacity = 0,
    };

    private static Typography Type()
    {
        var largest = new H1Typography { FontSize = "1.5rem", FontWeight = "600", LineHeight = "1.333", LetterSpacing = "-.015em" };
        return new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = ".8125rem", FontWeight = "400", LineHeight = "1.385", LetterSpacing = "normal" },
            H1 = largest,
            H2 = new H2Typography { FontSize = largest.FontSize, FontWeight = largest.FontWeight, LineHeight = largest.LineHeight, LetterSpacing = largest.LetterSpacing },
            H3 = new H3Typography { FontSize = largest.FontSize, FontWeight = largest.FontWeight, LineHeight = largest.LineHeight, LetterSpacing = largest.LetterSpacing },
            H4 = new H4Typography { FontSize = largest.FontSize, FontWeight = largest.FontWeight, LineHeight = largest.LineHeight, LetterSpacing = largest.LetterSpacing },
            H5 = new H5Typography { FontSize = "1.25rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "-.012em" },
            H6 = new H6Typography { FontSize = "1rem", FontWeight = "600", LineHeight = "1.5", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontSize = ".875rem", FontWeight = "600", LineHeight = "1.43", LetterSpacing = "normal" },
            Subtitle2 = new Subtitle2Typography { FontSize = ".8125rem", FontWeight = "500", LineHeight = "1.385", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontSize = ".875rem", FontWeight = "400", LineHeight = "1.43", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontSize = ".8125rem", FontWeight = "400", LineHeight = "1.385", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontSize = ".8125rem", FontWeight = "500", LineHeight = "1.385", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontSize = ".75rem", FontWeight = "400", LineHeight = "1.333", LetterSpacing = "normal" },
            Overline = new OverlineTypography { FontSize = ".6875rem", FontWeight = "500", LineHeight = "1.455", LetterSpacing = "normal", TextTransform = "none" },
        };
    }

    private static string[] Elevations() =>
        [.. Enumerable.Range(0, 26).Select(level => level switch
        {
            0 => "none",
            <= 3 => "var(--e-1)",
            <= 8 => "var(--e-2)",
            _ => "var(--e-3)",
        })];
}
