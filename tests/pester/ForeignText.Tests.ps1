BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    Push-Location -Path $TestDrive
    $before = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'Ansi'
    $script:hostile = "a`e[2J`e]0;owned`a`r15 passed, 0 failed$([char]0x202E)gpj$([char]0x200B)$([char]0x85)" +
        " ::error::forged ##[error]forged ##vso[task.x]y`n::add-mask::a"

    # What is left of a text when the colours of the session are taken away.
    function Get-Shown {
        param([Parameter(ValueFromPipeline)] [object] $InputObject)
        end { ($input | Out-String -Width 1000) -replace '\e\[[\d;]*m' }
    }

    function Find-Harm {
        param([string] $Text)
        foreach ($line in $Text -split '\r?\n') {
            if ($line -match '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]' -or $line -match '^\s*::[a-z]|##[a-z]*\[') { $line | ConvertTo-Json }
        }
    }
}

AfterAll {
    $PSStyle.OutputRendering = $before
    Pop-Location
}

Describe 'An error about text of others' {
    BeforeAll {
        Set-Content -Path bad.csv -NoNewline -Value (
            "example_id,user_text,gt_tool_call,gt_tool_call_arg`n" +
            "`"$hostile`",hi,`"$hostile`",`"$hostile`"`n")
        $script:problem = & { Invoke-CrawlEval -Sandbox -Path bad.csv -ErrorAction Continue } 2>&1
        $script:missing = & { try { Get-PulseStatus -LiteralPath "$hostile.json" } catch { $_ } } 2>&1
    }

    It 'is harmless in the view <_>' -ForEach 'ConciseView', 'NormalView', 'CategoryView' {
        $ErrorView = $_
        foreach ($record in $problem, $missing) {
            $text = $record | Get-Shown
            $text | Should -Match '\S'
            Find-Harm $text | Should -BeNullOrEmpty
        }
    }

    It 'reads as harmless text' {
        foreach ($text in "$problem", $problem.Exception.Message, "$missing", $missing.CategoryInfo.ToString()) {
            Find-Harm $text | Should -BeNullOrEmpty
        }
        "$problem" | Should -Match 'a<U\+001B>\[2J<U\+001B>\]0;owned'
    }

    It 'keeps what was found as it is' {
        $missing.TargetObject | Should -Match "`e\[2J"
    }
}

Describe 'A server that says hostile things' {
    BeforeAll {
        $listener = [Net.HttpListener]::new()
        $port = 20000 + $PID % 20000
        while (-not $listener.IsListening) {
            $port++
            $listener = [Net.HttpListener]::new()
            $listener.Prefixes.Add("http://127.0.0.1:$port/")
            try { $listener.Start() } catch [Net.HttpListenerException] { Write-Verbose -Message "The port $port is taken." }
        }
        $job = Start-ThreadJob -ArgumentList $listener, $hostile -ScriptBlock {
            param($listener, $hostile)
            while ($true) {
                $context = $listener.GetContext()
                $body = [Text.Encoding]::UTF8.GetBytes((@{ error = @{ message = $hostile } } | ConvertTo-Json))
                $context.Response.StatusCode = 503
                $context.Response.ContentType = 'application/json'
                $context.Response.OutputStream.Write($body, 0, $body.Length)
                $context.Response.Close()
            }
        }
        $call = @{ Endpoint = "ws://127.0.0.1:$port/v1/realtime"; MaximumCount = 1; RetryTimeoutSec = 2; Confirm = $false }
        $script:said = @(& { try { Invoke-CrawlEval @call -Verbose } catch { $_ } } *>&1)
        $listener.Stop()
        $job | Remove-Job -Force
    }

    It 'is heard in warnings and in the error' {
        $said.Where({ $_ -is [Management.Automation.WarningRecord] }).Message | Should -Match '<U\+001B>\[2J'
        "$($said[-1])" | Should -Match '<U\+001B>\[2J'
    }

    It 'is harmless in every stream' {
        foreach ($record in $said) { Find-Harm "$record" | Should -BeNullOrEmpty }
        Find-Harm ($said | Get-Shown) | Should -BeNullOrEmpty
    }
}

Describe 'Every view of an object full of hostile text' {
    BeforeDiscovery {
        $views = [xml](Get-Content -Path "$PSScriptRoot/../../module/RealtimeEvals.format.ps1xml" -Raw)
        $types = $views.SelectNodes('//ViewSelectedBy/TypeName').'#text' -notlike 'Deserialized.*' |
            Where-Object -FilterScript { $_ -notmatch 'RealtimeSandbox$|EvalDashboard$' } |
            Sort-Object -Unique
    }

    It 'is harmless for <_>' -ForEach $types {
        $type = [RealtimeEvals.Model.CrawlResult].Assembly.GetType($_)
        $one = [Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($type)
        foreach ($property in $type.GetProperties().Where({ $_.CanWrite })) {
            if ($property.PropertyType -eq [string]) { $property.SetValue($one, $hostile) }
            elseif ($property.PropertyType -eq [RealtimeEvals.Model.ValueList[string]]) {
                $property.SetValue($one, [RealtimeEvals.Model.ValueList[string]]::new([string[]]@($hostile, 'b')))
            }
            elseif ($property.PropertyType -eq [RealtimeEvals.Model.ValueList[RealtimeEvals.Model.ToolCall]]) {
                $calls = [RealtimeEvals.Model.ToolCall[]]@([RealtimeEvals.Model.ToolCall]::new('c', $hostile, $hostile))
                $property.SetValue($one, [RealtimeEvals.Model.ValueList[RealtimeEvals.Model.ToolCall]]::new($calls))
            }
        }

        $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($one, 3))
        foreach ($item in $one, $copy) {
            $shown = $item | Get-Shown
            $shown | Should -Match '<U\+001B>'
            foreach ($text in $shown, ($item | Format-List | Get-Shown), ($item | Format-Table | Get-Shown)) {
                Find-Harm $text | Should -BeNullOrEmpty -Because $text
            }
        }
    }
}
