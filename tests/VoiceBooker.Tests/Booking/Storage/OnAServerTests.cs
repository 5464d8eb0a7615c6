using System.Reflection;
using System.Runtime.ExceptionServices;
using VoiceBooker.Tests.Booking.Bookings;
using VoiceBooker.Tests.Booking.Calendars;
using VoiceBooker.Tests.Booking.Connections;
using VoiceBooker.Tests.Booking.Journal;
using Xunit.Sdk;

namespace VoiceBooker.Tests.Booking.Storage;

/// <summary>What holds on a file holds on a server: the same tests once more, their databases on PostgreSQL. ./test.sh --everything plays all that have a database, else those in which the database has most to say.</summary>
public sealed class OnAServerTests
{
    private static readonly Type[] Chosen =
    [
        typeof(CallJournalTests), typeof(BuiltInCalendarTests), typeof(BuiltInContractTests), typeof(HoldTests), typeof(ReconciliationTests), typeof(PendingTimesTests), typeof(FullDaysTests), typeof(MailOutboxTests), typeof(BookingNewsTests),
        typeof(Dialling.ReconciliationTests), typeof(Dialling.DoNotCallListTests), typeof(Messages.TextDeliveryTests),
    ];

    private static readonly Type[] Others =
    [
        typeof(FormerHomesTests), typeof(LateAnswerTests), typeof(LostAccountTests), typeof(NightlyComparisonTests), typeof(ProviderHoldsTests), typeof(LostKeysTests), typeof(RenewalTests),
        typeof(Calendars.Slots.SlotBookTests), typeof(Calendars.Slots.SlotKeeperTests), typeof(Reception.SearchWindowTests),
        typeof(Dialling.DispatcherTests), typeof(Campaigns.CampaignDeskTests), typeof(Campaigns.Upload.UploadsIntoACampaignTests),
    ];

    private const string Root = "VoiceBooker.Tests.Booking.";

    /// <summary>All that is tested of outbound calls; what needs no database passes at once.</summary>
    private static IEnumerable<Type> Dialling => typeof(OnAServerTests).Assembly.GetTypes().Where(type => type is { IsPublic: true, IsAbstract: false } && type.GetConstructor([]) is not null && (type.Namespace == Root + "Dialling" || type.Namespace == Root + "Campaigns"));

    public static TheoryData<string, string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, int>();
            foreach (var type in Environment.GetEnvironmentVariable("VOICEBOOKER_TEST_EVERYTHING") == "1" ? [.. Chosen.Concat(Others).Concat(Dialling).Distinct()] : Chosen)
            {
                foreach (var method in type.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is { Skip: null } && method.GetCustomAttribute<FileOnlyAttribute>() is null))
                {
                    for (var row = 0; row < RowsOf(method).Count; row++)
                        cases.Add(type.FullName![Root.Length..], method.Name, row);
                }
            }

            return cases;
        }
    }

    [PostgresTheory]
    [MemberData(nameof(Cases))]
    public async Task The_same_is_true_of_a_database_on_a_server(string type, string name, int row)
    {
        TestDatabase.UseServersOnly();
        var method = typeof(OnAServerTests).Assembly.GetType(Root + type)!.GetMethod(name)!;
        var test = Activator.CreateInstance(method.ReflectedType!)!;
        try
        {
            if (test is IAsyncLifetime begins)
                await begins.InitializeAsync();
            try
            {
                if (method.Invoke(test, Fit(RowsOf(method)[row], method)) is Task running)
                    await running;
            }
            catch (TargetInvocationException failed)
            {
                ExceptionDispatchInfo.Throw(failed.InnerException!);
            }
        }
        finally
        {
            if (test is IAsyncLifetime ends)
                await ends.DisposeAsync();
            (test as IDisposable)?.Dispose();
        }
    }

    /// <summary>What the compiler does for a last parameter of any number of strings.</summary>
    private static object?[] Fit(object?[] row, MethodInfo method) =>
        method.GetParameters() is [.., { Position: var last } rest] && rest.IsDefined(typeof(ParamArrayAttribute)) ? [.. row[..last], row[last..].Cast<string>().ToArray()] : row;

    private static List<object?[]> RowsOf(MethodInfo method) =>
        method.GetCustomAttribute<TheoryAttribute>() is null ? [[]] : [.. method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method))];
}

/// <summary>A test that speaks SQLite, breaks a table, or leaves the database no time to answer in.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FileOnlyAttribute : Attribute;
