using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Posture.Architecture.Tests.Support;

namespace Posture.Architecture.Tests.Code;

/// <summary>What a compiler does not check.</summary>
public sealed class StyleTests
{
    private const int MaxLines = 250;

    [Fact]
    public void No_file_grows_long()
    {
        Assert.DoesNotContain(
            Repository.SourceFiles(), file => File.ReadLines(Path.Combine(Repository.Root, file)).Count() > MaxLines);
    }

    [Fact]
    public void No_folder_or_type_is_a_drawer()
    {
        Assert.DoesNotContain(Repository.SourceFiles(), file => Regex.IsMatch(file, "(Util|Helper|Common|Manager)"));
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        Assert.All(Repository.SourceFiles().Where(file => Path.GetFileName(file) != "Program.cs"), file =>
        {
            string declared = Regex.Match(Repository.Read(file), "^namespace ([A-Za-z0-9.]+);", RegexOptions.Multiline).Groups[1].Value;
            string folder = string.Join('.', Path.GetDirectoryName(file)!.Split(Path.DirectorySeparatorChar).Skip(
                file.Split(Path.DirectorySeparatorChar)[0] is "tests" or "examples" ? 2 : 1));
            Assert.EndsWith(folder, declared, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_log_event_has_an_id_of_its_own()
    {
        string[] assemblies = ["Posture.Grains", "Posture.Silo", "Posture.Frontend"];
        int[] ids =
        [
            .. assemblies.SelectMany(name => Assembly.Load(name).GetTypes())
                .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
                .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
                .OfType<LoggerMessageAttribute>()
                .Select(message => message.EventId),
        ];

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct().Order(), ids.Order());
    }

    [Fact]
    public void No_metric_label_names_a_person_or_a_device()
    {
        IEnumerable<string> files = Repository.SourceFiles().Where(file => file.EndsWith("Metrics.cs", StringComparison.Ordinal));

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => Regex.IsMatch(Repository.Read(file), "\"(user|user_id|device|device_id|connection_id|ip)\""));
    }
}
