namespace VoiceBooker.Server.Tests.Console;

/// <summary>One server with a sample call and one signed-in browser for the tests of a class, opened by the first that needs it.</summary>
public sealed class SharedConsole : IAsyncLifetime
{
    private OwnersConsole? _console;

    internal async Task<OwnersConsole> OpenAsync()
    {
        if (_console is not null)
            return _console;
        _console = await OwnersConsole.OpenAsync();
        await using var db = _console.Database();
        await SampleCall.WriteAsync(db, Path.Combine(_console.Server.Folder, "data"));
        return _console;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_console is not null)
            await _console.DisposeAsync();
    }
}
