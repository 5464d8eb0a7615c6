using VoiceBooker.CallLab.Servers;

namespace VoiceBooker.Server.Tests.Cluster;

/// <summary>A test that needs a PostgreSQL server; skipped, saying so, where its programs are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute(bool everythingOnly = false) =>
        Skip = PostgresServer.WhyNot ?? (everythingOnly && Environment.GetEnvironmentVariable("VOICEBOOKER_TEST_EVERYTHING") != "1" ? "Played with ./test.sh --everything only: it waits for real time to pass." : null);
}
