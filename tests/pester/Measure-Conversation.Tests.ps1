BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    Push-Location -Path $TestDrive
    $script:talk = 'AGENT: What is your', 'name?', 'PARTICIPANT: "Ann Hill."', 'AGENT: Thank you, that completes the interview.'
    Set-Content -Path talk.txt -Value $talk
}

AfterAll {
    Pop-Location
}

Describe 'Measure-Conversation' {
    It 'measures a text file, turn by turn' {
        $found = Measure-Conversation talk.txt

        ($found | Where-Object -Property Metric -EQ -Value turn_count).Value | Should -Be 3
        $found.Conversation | Select-Object -Unique | Should -BeExactly 'talk'
        $poor = $found | Where-Object -Property Status -EQ -Value Poor
        $poor.Metric | Should -BeExactly 'quoted_turns'
        $poor.Detail | Should -BeExactly 'turn 2'
    }

    It 'takes files from the pipeline' {
        Copy-Item -Path talk.txt -Destination second.txt
        $found = Get-ChildItem -Path talk.txt, second.txt | Measure-Conversation -Test turns

        $found.Conversation | Select-Object -Unique | Should -Be 'talk', 'second'
    }

    It 'takes objects with Speaker and Text, one conversation for each id' {
        $found = @(
            [pscustomobject]@{ RunId = 'one'; Speaker = 'interviewer'; Text = 'Good day.' }
            [pscustomobject]@{ RunId = 'two'; Speaker = 'interviewer'; Text = 'Good day.' }
            [pscustomobject]@{ RunId = 'one'; Speaker = 'simulated_user'; Text = 'How can I assist you today?' }
        ) | Measure-Conversation

        ($found | Where-Object -Property Metric -EQ -Value turn_count).Value | Should -Be 2, 1
        ($found | Where-Object -Property Metric -EQ -Value role_inversion_turns).Status | Should -Be 'Poor', 'Inconclusive'
    }

    It 'takes a simulated conversation once, although its turns come before it' {
        $run = Start-SimulatedConversation -Sandbox -CaseId order_status -ResultsPath "$TestDrive/results"
        $conversation = $run | Where-Object -FilterScript { $_.PSObject.TypeNames[0] -like '*ConversationResult' }
        $spoken = ($conversation.Turns | ForEach-Object -Process { [bool] $_.UserText + [bool] $_.AssistantText } | Measure-Object -Sum).Sum
        $spoken += [int] ($conversation.LastLine.Length -gt 0)
        $found = $run | Measure-Conversation

        @($found.Conversation | Select-Object -Unique) | Should -HaveCount 1
        ($found | Where-Object -Property Metric -EQ -Value turn_count).Value | Should -Be $spoken
        ($found | Where-Object -Property Metric -EQ -Value latency_first_audio_ms_p50).Value | Should -BeGreaterThan 0
        ($found | Where-Object -Property Metric -EQ -Value role_inversion_turns).Status | Should -Be 'Good'
        ($found | Where-Object -Property Metric -EQ -Value closing_reached).Status | Should -Be 'Inconclusive'
        ($run | Measure-Conversation -Test closing -EndCue 'no such words').Status | Should -Be 'Poor'
    }

    It 'keeps conversations of one id of two runs apart' {
        $both = foreach ($name in 'first', 'second') {
            Start-SimulatedConversation -Sandbox -CaseId order_status -ResultsPath "$TestDrive/two" -RunName $name
        }

        $both | Measure-Conversation -Test closing | Select-Object -ExpandProperty Conversation |
            Should -Be 'first/order_status', 'second/order_status'
    }

    It 'measures the same after JSON' {
        $run = Start-SimulatedConversation -Sandbox -CaseId order_status -ResultsPath "$TestDrive/json"
        $again = $run | ConvertTo-Json -Depth 12 | ConvertFrom-Json
        $turns = $again | Where-Object -FilterScript { $_.PSObject.Properties['UserText'] } | ForEach-Object -Process {
            [pscustomobject]@{ Speaker = 'user'; Text = $_.UserText }
            [pscustomobject]@{ Speaker = 'assistant'; Text = $_.AssistantText }
        }

        ($turns | Measure-Conversation -Test turns).Value | Should -Not -Contain 0
    }

    It 'has the tests of the seed as a preset' {
        (Measure-Conversation talk.txt -Preset Seed).Test | Select-Object -Unique | Should -Be 'flow', 'engagement', 'quality', 'health'
    }

    It 'looks for the questions of a prompt' {
        $prompt = (Get-EvalPrompt -Name job-screening-interviewer).Path
        $found = Measure-Conversation talk.txt -Test questions -PromptPath $prompt

        $found.Status | Should -Be 'Poor', 'Good'
        $found[0].Detail | Should -BeExactly 'not asked: 2, 3, 4, 5'
    }

    It 'survives <Name>' -ForEach @(
        @{ Name = 'CSV'; Through = { $input | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ Name = 'JSON'; Through = { $input | ConvertTo-Json | ConvertFrom-Json } }
        @{ Name = 'remoting'
            Through = {
                $input | ForEach-Object -Process {
                    [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_))
                }
            }
        }
    ) {
        $found = Measure-Conversation talk.txt -Test turns
        $after = @($found | & $Through)

        $after.Metric | Should -Be $found.Metric
        [double[]] $after.Value | Should -Be ([double[]] $found.Value)
    }

    It 'is refused with <Id>: <Name>' -ForEach @(
        @{ Id = 'InvalidSetting'; Name = 'a test that is not there'; Command = { Measure-Conversation talk.txt -Test flow } }
        @{ Id = 'PathNotFound'; Name = 'no such file'; Command = { Measure-Conversation none.txt -ErrorAction Stop } }
        @{ Id = 'InvalidInput'; Name = 'text that is no transcript'
            Command = { Set-Content -Path plain.txt -Value 'hello'; Measure-Conversation plain.txt -ErrorAction Stop }
        }
        @{ Id = 'InvalidInput'; Name = 'an object that is no turn'; Command = { 4711 | Measure-Conversation -ErrorAction Stop } }
        @{ Id = 'InvalidInput'; Name = 'a speaker that nobody knows'
            Command = { [pscustomobject]@{ Speaker = 'dog'; Text = 'woof' } | Measure-Conversation -ErrorAction Stop }
        }
        @{ Id = 'InvalidInput'; Name = 'nothing'; Command = { , $null | Measure-Conversation -ErrorAction Stop } }
        @{ Id = 'InvalidInput'; Name = 'no such prompt'; Command = { Measure-Conversation talk.txt -PromptPath none.txt } }
    ) {
        $Command | Should -Throw -ErrorId "$Id,*"
    }

    It 'runs a test that is a script block' {
        $test = {
            param($transcript)
            @{ title = 'lines'; variables = @(@{ metric = 'count'; value = ($transcript -split "`n").Count - 1 }) }
        }
        $found = Measure-Conversation talk.txt -Test turns -Plugin $test

        $own = $found | Where-Object -Property Test -EQ -Value lines
        $own.Value, $own.Status | Should -Be 3, 'Inconclusive'
        $own.Conversation | Should -BeExactly 'talk'
        $found | Should -HaveCount 4
    }

    It 'runs the function run of a script file' {
        $file = "$TestDrive/it's a test.ps1"
        Set-Content -Path $file -Value @'
function run($transcript) {
    $length = [pscustomobject]@{ Metric = 'length'; Value = $transcript.Length; Status = 'warning' }
    [pscustomobject]@{ Title = 'file'; Variables = $length, @{ Metric = 'b' } }
}
'@
        $own = Measure-Conversation talk.txt -Plugin $file | Where-Object -Property Test -EQ -Value file

        $own.Metric | Should -Be 'length', 'b'
        $own.Status | Should -Be 'Warning', 'Inconclusive'
    }

    It 'runs a Python file where there is a Python' {
        $python = 'python3', 'python' | Where-Object -FilterScript { Get-Command -Name $_ -CommandType Application -ErrorAction Ignore }
        Set-Content -Path own.py -Value @'
def run(transcript):
    return {"title": "python", "variables": [{"metric": "length", "value": len(transcript), "status": "good"}]}
'@
        $found = Measure-Conversation talk.txt -Plugin own.py -Test turns -ErrorAction SilentlyContinue

        $found | Should -HaveCount 4
        $found[-1].Status | Should -Be ($python ? 'Good' : 'Inconclusive')
    }

    It 'loses nothing else when a test fails: <Name>' -ForEach @(
        @{ Name = 'throws'; Test = { throw 'no way' }; Words = 'no way' }
        @{ Name = 'returns nothing'; Test = { }; Words = 'returned nothing' }
        @{ Name = 'breaks'; Test = { break }; Words = 'returned nothing' }
        @{ Name = 'exits'; Test = { exit 3 }; Words = 'gave no result' }
        @{ Name = 'returns text'; Test = { 'hello' }; Words = 'no object' }
        @{ Name = 'returns no metric'; Test = { @{ title = 'x'; variables = @(@{ value = 1 }) } }; Words = 'no metric' }
    ) {
        $good = { @{ title = 'good one'; variables = @(@{ metric = 'a'; value = 1; status = 'good' }) } }
        $found = Measure-Conversation talk.txt -Test turns -Plugin $Test, $good -ErrorAction SilentlyContinue -ErrorVariable failed

        @($failed).FullyQualifiedErrorId | Should -BeLike 'ConversationTestFailed,*'
        "$failed" | Should -Match $Words
        $found.Metric | Should -Be 'turn_count', 'agent_turn_count', 'participant_turn_count', 'test_failed', 'a'
        $found[3].Status | Should -Be 'Inconclusive'
    }

    It 'goes on with the next file after one that is no transcript' {
        Set-Content -Path plain.txt -Value 'hello'
        $found = Measure-Conversation plain.txt, talk.txt -Test turns -ErrorAction SilentlyContinue -ErrorVariable failed

        $failed | Should -HaveCount 1
        $found | Should -HaveCount 3
    }
}
