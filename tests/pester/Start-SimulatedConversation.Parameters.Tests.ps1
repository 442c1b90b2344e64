BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-ConversationTest.ps1"
}

AfterAll {
    $PSDefaultParameterValues.Remove('Start-SimulatedConversation:Sandbox')
    $PSStyle.OutputRendering = $savedRendering
    Pop-Location
}

Describe 'Paths of Start-SimulatedConversation' {
    BeforeEach {
        $script:folder = New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid()))
        Push-Location -Path $folder
        Copy-Item -Path $shipped -Destination data -Recurse
        # One conversation is enough to see where it goes.
        Set-Content -Path data/one.csv -Value 'simulation_id,simulation_path', 'order_status,sim_order_status.json'
        $script:before = [Environment]::CurrentDirectory
        [Environment]::CurrentDirectory = [IO.Path]::GetTempPath()
    }

    AfterEach {
        [Environment]::CurrentDirectory = $before
        Pop-Location
    }

    It 'start at the current location, not at the folder of the process' {
        $paths = @{ ResultsPath = 'out'; SystemPromptPath = './data/system_prompt.txt'; ToolsPath = 'data/tools.json' }
        $result = Start-SimulatedConversation ./data/one.csv -RunName relative @paths
        $result.Outcome | Should -Be 'Pass'
        $result.RunPath | Should -Be (Join-Path -Path $folder -ChildPath out/relative)
        $result.DataPath | Should -Be (Join-Path -Path $folder -ChildPath data/sim_order_status.json)
    }

    It 'may be on a drive of PowerShell' {
        New-PSDrive -Name calls -PSProvider FileSystem -Root $folder | Out-Null
        try {
            $paths = @{
                Path = 'calls:/data/one.csv'
                ResultsPath = 'calls:/out'
                SystemPromptPath = 'calls:/data/system_prompt.txt'
            }
            $result = Start-SimulatedConversation @paths -RunName drive
        }
        finally {
            Remove-PSDrive -Name calls
        }
        $result.RunPath | Should -Be (Join-Path -Path $folder -ChildPath out/drive)
    }

    It 'may be literal, or files of Get-ChildItem, brackets and all' {
        Copy-Item -Path data/one.csv -Destination 'data/one[1].csv'
        (Start-SimulatedConversation -LiteralPath 'data/one[1].csv').ConversationId | Should -Be 'order_status'
        @(Get-ChildItem -Path data/one* | Start-SimulatedConversation).RunId | Sort-Object -Unique | Should -HaveCount 2
    }

    It 'keep the speech of written callers in the named folder' {
        Set-Content -Path data/written.csv -Value 'simulation_id,simulation_path', 'scripted_two_orders,sim_scripted_two_orders.json'
        (Start-SimulatedConversation data/written.csv -SpeechCachePath voice).EndReason | Should -Be 'ScriptEnd'
        @(Get-ChildItem -Path voice -Recurse -Filter *.wav) | Should -HaveCount 3
    }
}

Describe 'Aliases of Start-SimulatedConversation' {
    It '<Alias> is <Parameter>' -ForEach @(
        @{ Alias = 'DataCsv'; Parameter = 'Path' }
        @{ Alias = 'ResultsDir'; Parameter = 'ResultsPath' }
        @{ Alias = 'Model'; Parameter = 'AssistantModel' }
        @{ Alias = 'SystemPromptFile'; Parameter = 'SystemPromptPath' }
        @{ Alias = 'AssistantSystemPromptFile'; Parameter = 'SystemPromptPath' }
        @{ Alias = 'ToolsFile'; Parameter = 'ToolsPath' }
        @{ Alias = 'AssistantToolsFile'; Parameter = 'ToolsPath' }
        @{ Alias = 'MaxTurns'; Parameter = 'MaximumTurn' }
        @{ Alias = 'MaxExamples'; Parameter = 'MaximumCount' }
        @{ Alias = 'Trials'; Parameter = 'TrialCount' }
        @{ Alias = 'ChunkMs'; Parameter = 'ChunkMilliseconds' }
        @{ Alias = 'SampleRateHz'; Parameter = 'SampleRate' }
        @{ Alias = 'TtsModel'; Parameter = 'SpeechModel' }
    ) {
        (Get-Command -Name Start-SimulatedConversation).Parameters[$Parameter].Aliases | Should -Contain $Alias
    }

    It 'takes them all at once' {
        $aliases = @{
            DataCsv = "$shipped/simulations.csv"
            ResultsDir = 'aliases'
            RunName = 'all'
            Model = 'gpt-realtime-2.1-mini'
            MaxTurns = 2
            MaxExamples = 1
            Trials = 1
            ChunkMs = 40
            SampleRateHz = 24000
            ToolsFile = "$shipped/tools.json"
            SystemPromptFile = "$shipped/system_prompt.txt"
            TtsModel = 'tts-1'
        }
        $result = Start-SimulatedConversation @aliases
        $result.Settings.AssistantModel | Should -Be 'gpt-realtime-2.1-mini'
        $result.Settings.SimulatorModel | Should -Be 'gpt-realtime-2.1'
        $result.Settings.MaxTurns | Should -Be 2
        $settings = (Get-Content -Path aliases/all/run.json | ConvertFrom-Json).settings
        $settings.assistant_model_default | Should -Be 'gpt-realtime-2.1-mini'
        $settings.max_turns | Should -Be 2
        $settings.max_examples | Should -Be 1
        $settings.chunk_ms | Should -Be 40
        $settings.speech_model | Should -Be 'tts-1'
    }
}

Describe 'The key of Start-SimulatedConversation and Measure-EvalRun' {
    BeforeAll {
        $script:canary = 'sk-canary-83b1f60c2d'
        $script:key = [securestring]::new()
        $canary.ToCharArray() | ForEach-Object -Process { $key.AppendChar($_) }

        # A sandbox that wants this key, which Start-RealtimeSandbox cannot make; the assembly is there once a sandbox has been.
        $assembly = [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies |
            Where-Object -FilterScript { $_.GetName().Name -eq 'RealtimeEvals.Sandbox' }
        $options = [Activator]::CreateInstance($assembly.GetType('RealtimeEvals.Sandbox.SandboxOptions'))
        $options.GetType().GetProperty('RequiredKey').SetValue($options, [RealtimeEvals.Realtime.ApiKey]::From($canary))
        $script:server = $assembly.GetType('RealtimeEvals.Sandbox.SandboxServer')::Start($options, [TimeProvider]::System)
        $script:common = @{ Sandbox = $false; Endpoint = $server.Endpoint; MaximumCount = 1; ResultsPath = "$TestDrive/keys" }
    }

    AfterAll {
        $server.DisposeAsync().AsTask().Wait()
        Remove-Item -Path Env:OPENAI_API_KEY -ErrorAction Ignore
    }

    It 'of -ApiKey opens the service and appears nowhere' {
        $Error.Clear()
        $text = Start-SimulatedConversation @common -ApiKey $key -RunName given -Verbose -Debug *>&1 | Format-List -Property * | Out-String
        $text | Should -Match 'Outcome +: Pass'
        $text += Measure-EvalRun "$TestDrive/keys/given" -Judge -Endpoint $server.Endpoint -ApiKey $key -Verbose -Debug *>&1 |
            Format-List -Property * |
            Out-String
        { Start-SimulatedConversation @common -ApiKey $key -Model nobody } | Should -Throw -ErrorId 'EndpointUnavailable,*'
        $text += $Error | Format-List -Property * -Force | Out-String
        $text | Should -Not -Match $canary
    }

    It 'of the environment opens the service' {
        $env:OPENAI_API_KEY = $canary
        (Start-SimulatedConversation @common -RunName environment).Outcome | Should -Be 'Pass'
        (Measure-EvalRun "$TestDrive/keys/environment" -Judge -Endpoint $server.Endpoint).Outcome | Should -Be 'Pass'
        (Start-SimulatedConversation -MaximumCount 1 -RunName both -ResultsPath "$TestDrive/keys").Outcome | Should -Be 'Pass'
    }

    It 'appears in no file' {
        $files = Get-ChildItem -Path $TestDrive -Recurse -File -Force
        $files | Should -Not -BeNullOrEmpty
        $files | Select-String -SimpleMatch -Pattern $canary | Should -BeNullOrEmpty
    }
}
