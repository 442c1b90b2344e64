BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:canary = 'sk-canary-5f1d0c7a9b'
    $script:key = [securestring]::new()
    $canary.ToCharArray() | ForEach-Object -Process { $key.AppendChar($_) }
    $script:wrong = [securestring]::new()
    'sk-wrong'.ToCharArray() | ForEach-Object -Process { $wrong.AppendChar($_) }

    # A sandbox that wants this key, which Start-RealtimeSandbox cannot make; the assembly is there once a sandbox has been.
    Start-RealtimeSandbox | Stop-RealtimeSandbox
    $assembly = [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies |
        Where-Object -FilterScript { $_.GetName().Name -eq 'RealtimeEvals.Sandbox' }
    $options = [Activator]::CreateInstance($assembly.GetType('RealtimeEvals.Sandbox.SandboxOptions'))
    $options.GetType().GetProperty('RequiredKey').SetValue($options, [RealtimeEvals.Realtime.ApiKey]::From($canary))
    $script:server = $assembly.GetType('RealtimeEvals.Sandbox.SandboxServer')::Start($options, [TimeProvider]::System)
    $script:common = @{
        Endpoint = $server.Endpoint
        MaximumCount = 2
        ResultsPath = "$TestDrive/results"
        WarningAction = 'SilentlyContinue'
        RetryTimeoutSec = 0
    }
}

AfterAll {
    $server.DisposeAsync().AsTask().Wait()
}

Describe 'The key' {
    AfterEach {
        Remove-Item -Path Env:OPENAI_API_KEY -ErrorAction Ignore
    }

    It 'is taken from -ApiKey' {
        (Invoke-CrawlEval @common -ApiKey $key).Outcome | Should -Be 'Pass', 'Pass'
    }

    It 'is taken from the environment' {
        $env:OPENAI_API_KEY = " $canary "
        (Invoke-CrawlEval @common).Outcome | Should -Be 'Pass', 'Pass'
    }

    It 'of the parameter comes before that of the environment' {
        $env:OPENAI_API_KEY = 'sk-wrong'
        (Invoke-CrawlEval @common -ApiKey $key).Outcome | Should -Be 'Pass', 'Pass'
    }

    It 'that is wrong is one error' {
        { Invoke-CrawlEval @common -ApiKey $wrong } | Should -Throw -ErrorId 'EndpointUnavailable,*'
    }

    It 'that is missing is an error although the sandbox is at hand' {
        { Invoke-CrawlEval } | Should -Throw -ErrorId 'ApiKeyMissing,*'
    }

    It 'that holds <Name> is refused before anything is sent' -ForEach @(
        @{ Name = 'a space'; Given = 'sk-one two' }
        @{ Name = 'a tab'; Given = "sk-one`ttwo" }
        @{ Name = 'a quote'; Given = 'sk-one"two' }
        @{ Name = 'a backslash'; Given = 'sk-one\two' }
    ) {
        $env:OPENAI_API_KEY = $Given
        $thrown = { Invoke-CrawlEval @common } | Should -Throw -ErrorId 'ApiKeyInvalid,*' -PassThru
        $thrown.CategoryInfo.Category | Should -Be 'AuthenticationError'
        "$thrown" | Should -Not -Match 'sk-one'
    }

    It 'that is empty does not fall back to the environment' {
        $env:OPENAI_API_KEY = $canary
        { Invoke-CrawlEval -ApiKey ([securestring]::new()) } | Should -Throw -ErrorId 'ApiKeyMissing,*'
    }

    It 'cannot be given as plain text' {
        { Invoke-CrawlEval @common -ApiKey $canary } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*'
    }

    It 'appears in no file, no stream and no error' {
        $Error.Clear()
        $text = Invoke-CrawlEval @common -ApiKey $key -Verbose -Debug *>&1 | Format-List -Property * | Out-String
        { Invoke-CrawlEval @common -ApiKey $key -Voice nobody -ErrorAction Stop } | Should -Throw
        $text += $Error | Format-List -Property * -Force | Out-String
        $text | Should -Not -BeNullOrEmpty
        $text | Should -Not -Match $canary
        Get-ChildItem -Path $TestDrive -Recurse -File -Force | Select-String -SimpleMatch -Pattern $canary | Should -BeNullOrEmpty
    }
}
