BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    Push-Location -Path $TestDrive
    Set-Content -Path talk.txt -Value @(
        'AGENT: What is your name?', 'PARTICIPANT: Ann Hill.'
        'AGENT: When could you start?', 'PARTICIPANT: I do not know.'
        'AGENT: Thank you, that completes the interview.'
    )
    $script:prompt = (Get-EvalPrompt -Name job-screening-interviewer).Path
    $script:asked = @{ Analysis = 'Question'; PromptPath = $prompt; Sandbox = $true }

    function Set-Scorer {
        [Diagnostics.CodeAnalysis.SuppressMessageAttribute(
            'PSUseShouldProcessForStateChangingFunctions', '', Justification = 'It writes into the folder of the test.')]
        param([string] $Body)

        if ($IsWindows) { Set-ItResult -Skipped -Because 'scorers are shell scripts here' }
        Set-Content -Path scorer.sh -Value "#!/bin/sh`n$Body"
        chmod +x scorer.sh
    }

    $script:printed = "printf 'VCDR_RESULT_START\n%s\nVCDR_RESULT_END\n' " +
        '''{"vcdr_results":{"questions":[{"id":"q1","asked":true,"answered":false,"order_position":1}]}}'''
}

AfterAll {
    Pop-Location
}

Describe 'Measure-ConversationQuality' {
    It 'counts turns and asks nobody' {
        $found = Measure-ConversationQuality talk.txt

        $found.Conversation, $found.Kind, $found.Status, $found.CostUsd | Should -Be 'talk', 'simple', 'Completed', 0
        $flow = ($found.Json | ConvertFrom-Json).metrics.conversation_flow
        $flow.total_turns, $flow.turn_ratio | Should -Be 5, '0.67'
        $flow.duration_minutes | Should -BeNullOrEmpty
    }

    It 'knows the duration of a simulated conversation' {
        $run = Start-SimulatedConversation -Sandbox -CaseId order_status -ResultsPath "$TestDrive/results"
        $found = $run | Measure-ConversationQuality

        ($found.Json | ConvertFrom-Json).metrics.conversation_flow.duration_minutes | Should -BeGreaterThan 0
    }

    It 'has a model look for every question' {
        $found = Measure-ConversationQuality -LiteralPath talk.txt @asked

        $found.Status, $found.Kind, $found.Provider | Should -Be 'Completed', 'questions', 'sandbox'
        $found.QuestionCount, $found.AskedCount, $found.AnsweredCount, $found.InOrderShare | Should -Be 5, 2, 1, 1
        $found.Questions[0].Answer | Should -BeExactly 'Ann Hill.'
        $found.Questions[0].Turns | Should -Be 1, 2
        $found.Questions[4].Asked, $found.Questions[4].Answered | Should -Be $true, $false
        "$found" | Should -BeExactly 'talk: questions, 2 of 5 questions asked, 1 answered'
    }

    It 'survives CSV' {
        $after = Measure-ConversationQuality talk.txt @asked | ConvertTo-Csv | ConvertFrom-Csv

        $after.Status, $after.AskedCount | Should -Be 'Completed', '2'
        $after.Questions | Should -BeExactly '1: Ann Hill.; 2: not asked; 3: not asked; 4: not asked; 5: not answered'
    }

    It 'shows with -WhatIf what it would cost, without a key, and asks nobody' {
        $module = (Get-Module -Name RealtimeEvals).Path
        $given = "'$TestDrive/talk.txt' -Analysis Question -PromptPath '$prompt' -WhatIf"
        $said = & pwsh -NoProfile -NonInteractive -Command "Import-Module '$module'; Measure-ConversationQuality $given" 2>&1 | Out-String

        $said | Should -Match ('Ask gpt-\S+ at https://api\.openai\.com/v1 about the questions of 1 conversation; ' +
            'estimated tokens \d+ in and 300 out, estimated cost \$0\.0\d+')
    }

    It 'runs no scorer with -WhatIf, and counts all the same' {
        Set-Scorer -Body "touch '$TestDrive/ran'"
        Measure-ConversationQuality talk.txt -Scorer scorer.sh -WhatIf | Should -BeNullOrEmpty
        "$TestDrive/ran" | Should -Not -Exist
        (Measure-ConversationQuality talk.txt -WhatIf).Status | Should -Be 'Completed'
    }

    It 'is an error and a failing state when the answer of the model does not hold' {
        $found = Measure-ConversationQuality talk.txt @asked -SandboxFault answer:wrong -ErrorAction SilentlyContinue -ErrorVariable failed

        @($failed).FullyQualifiedErrorId | Should -BeLike 'ConversationAnalysisFailed*'
        $found.Status | Should -Be 'Failed'
        $found.QuestionCount | Should -BeNullOrEmpty
        $found.ErrorMessage | Should -Match 'names the turn 9999 of 5'
        "$found" | Should -Match '^talk: questions failed, '
    }

    It 'fails where no prompt is known' {
        $found = Measure-ConversationQuality talk.txt -Analysis Question -Sandbox -ErrorAction SilentlyContinue

        $found.Status, $found.ErrorMessage | Should -Be 'Failed', 'the prompt of the interviewer is not known'
    }

    It 'runs a scorer with the module of the prompt' {
        Set-Scorer -Body "$printed; printf '%s ' `"`$@`" > '$TestDrive/arguments'"
        Set-Content -Path map.json -Value '{"job-screening":"01JOB","clinic":"01CLINIC"}'
        $given = @{ Scorer = 'scorer.sh'; ModuleMapPath = 'map.json'; ScorerOption = @{ depth = 2 }; PromptPath = $prompt }
        $found = Measure-ConversationQuality talk.txt @given

        $found.Kind, $found.Status, $found.AskedCount | Should -Be 'scorer.sh', 'Completed', 1
        $found.CostUsd | Should -BeNullOrEmpty
        Get-Content -Path arguments -Raw | Should -Match '--options \{"depth":2\} --module 01JOB'
    }

    It 'never counts instead when a scorer fails' {
        Set-Scorer -Body 'echo broken >&2; exit 2'
        $found = Measure-ConversationQuality talk.txt -Scorer scorer.sh -ErrorAction SilentlyContinue -ErrorVariable failed

        $found.Status, $found.Kind | Should -Be 'Failed', 'scorer.sh'
        "$failed" | Should -Match 'could not import what it needs.*broken'
        $found.Json | Should -Not -Match 'simplified'
    }

    It 'shows in tables and lists' {
        $found = Measure-ConversationQuality talk.txt @asked
        $found | Out-String -Width 80 | Should -Match 'talk +questions +Completed +2/5 +1'
        $found | Format-List | Out-String | Should -Match 'Questions +: \{1: Ann Hill\.'
        $found.Questions | Out-String -Width 80 | Should -Match '(?m)^1 +True +True +True +1 +1, 2 +Ann Hill\.'
    }

    It 'is refused with <Id>: <Name>' -ForEach @(
        @{ Id = 'InvalidSetting'; Name = 'a map without a scorer'
            Command = { Measure-ConversationQuality talk.txt -ModuleMapPath map.json }
        }
        @{ Id = 'InvalidSetting'; Name = 'options without a scorer'
            Command = { Measure-ConversationQuality talk.txt -ScorerOption @{ a = 1 } }
        }
        @{ Id = 'InvalidSetting'; Name = 'an analysis beside a scorer'
            Command = { Measure-ConversationQuality talk.txt -Scorer talk.txt -Analysis Simple }
        }
        @{ Id = 'InvalidSetting'; Name = 'no time'; Command = { Measure-ConversationQuality talk.txt -TimeoutSec 0 } }
        @{ Id = 'InvalidSetting'; Name = 'an empty model'; Command = { Measure-ConversationQuality talk.txt -Model '' } }
        @{ Id = 'PathNotFound'; Name = 'no such scorer'; Command = { Measure-ConversationQuality talk.txt -Scorer none.sh } }
        @{ Id = 'InvalidInput'; Name = 'no such map'
            Command = { Measure-ConversationQuality talk.txt -Scorer talk.txt -ModuleMapPath none.json }
        }
        @{ Id = 'InvalidInput'; Name = 'no such prompt'; Command = { Measure-ConversationQuality talk.txt -PromptPath none.txt } }
    ) {
        $Command | Should -Throw -ErrorId "$Id,*"
    }

    It 'spends nothing where nobody can be asked' {
        $module = (Get-Module -Name RealtimeEvals).Path
        $given = "'$TestDrive/talk.txt' -Analysis Question -PromptPath '$prompt'"
        $said = & pwsh -NoProfile -NonInteractive -Command (
            "Import-Module '$module'; `$env:OPENAI_API_KEY = 'sk-test-0123456789'; " +
            "try { Measure-ConversationQuality $given } catch { `$_.FullyQualifiedErrorId }") 2>&1 | Out-String

        $said | Should -Match 'NobodyToAsk'
    }
}
