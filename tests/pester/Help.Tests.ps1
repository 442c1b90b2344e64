BeforeDiscovery {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:commands = Get-Command -Module RealtimeEvals
    $common = [Management.Automation.Cmdlet]::CommonParameters
    $script:parameters = foreach ($command in $commands) {
        foreach ($parameter in $command.Parameters.Values | Where-Object -Property Name -NotIn -Value $common) {
            @{ Command = $command; Parameter = $parameter }
        }
    }
    $script:examples = foreach ($command in $commands) {
        foreach ($example in (Get-Help -Name $command.Name -Full).examples.example) {
            @{ Name = $command.Name; Title = $example.title; Code = $example.code }
        }
    }
}

BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:ofParameters = @{}

    # The examples open no browser of whoever runs the tests.
    $script:searchPath = $env:PATH
    if ($IsLinux) {
        New-Item -Path "$TestDrive/browser" -ItemType Directory | Out-Null
        Set-Content -Path "$TestDrive/browser/xdg-open" -Value "#!/bin/sh`n"
        chmod +x "$TestDrive/browser/xdg-open"
        $env:PATH = "$TestDrive/browser$([IO.Path]::PathSeparator)$searchPath"
    }
}

AfterAll {
    $env:PATH = $searchPath
}

Describe 'Help of <_.Name>' -ForEach $commands {
    BeforeAll {
        $script:help = Get-Help -Name $_.Name -Full
    }

    It 'has a synopsis of its own' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis.Trim() | Should -Not -BeLike "$($_.Name) *"
    }

    It 'has a description of several paragraphs' {
        @($help.description.Text).Count | Should -BeGreaterThan 2
    }

    It 'has at least two examples with an explanation' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($example in $help.examples.example) { $example.remarks[0].Text | Should -Not -BeNullOrEmpty }
    }

    It 'has inputs, outputs, notes and an online link' {
        $help.inputTypes.inputType.type.name | Should -Not -BeNullOrEmpty
        $help.returnValues.returnValue.type.name | Should -Not -BeNullOrEmpty
        $help.alertSet.alert.Text | Should -Not -BeNullOrEmpty
        @($help.relatedLinks.navigationLink.uri) -match '^https://' | Should -Not -BeNullOrEmpty
    }

    It 'shows in full and by examples' {
        $full = Get-Help -Name $_.Name -Full | Out-String -Width 120 -Stream
        foreach ($heading in 'SYNOPSIS', 'SYNTAX', 'DESCRIPTION', 'PARAMETERS', 'INPUTS', 'OUTPUTS', 'RELATED LINKS') {
            $full.Trim() -ceq $heading | Should -Be $heading
        }
        @(Get-Help -Name $_.Name -Examples | Out-String -Width 120 -Stream) -match 'Example 2:' | Should -HaveCount 1
    }

    It 'describes no parameter that does not exist' {
        $known = @($_.Parameters.Keys)

        # A cmdlet may have none.
        foreach ($parameter in $help.parameters.parameter) { $parameter.name | Should -BeIn $known }
    }
}

Describe 'Help of <Command.Name> -<Parameter.Name>' -ForEach $parameters {
    It 'has a text and the right attributes' {
        # Once a cmdlet, since the shell reads all help of the module for each question.
        $script:ofParameters[$Command.Name] ??= Get-Help -Name $Command.Name -Parameter * | Group-Object -Property name -AsHashTable
        $help = $ofParameters[$Command.Name][$Parameter.Name]
        $help.description.Text | Should -Not -BeNullOrEmpty
        $attributes = @($Parameter.Attributes | Where-Object -FilterScript { $_ -is [Parameter] })
        $help.required | Should -Be "$([bool]($attributes.Mandatory -contains $true))".ToLowerInvariant()
        $type = [Nullable]::GetUnderlyingType($Parameter.ParameterType) ?? $Parameter.ParameterType
        $help.type.name | Should -Be $type.Name
        foreach ($alias in $Parameter.Aliases) { $help.aliases | Should -Match "\b$alias\b" }
    }
}

Describe 'Help of the module' {
    It 'is found by Get-Help' {
        @(Get-Help -Name about_RealtimeEvals) -join "`n" |
            Should -BeExactly (Get-Content -Path "$PSScriptRoot/../../en-US/about_RealtimeEvals.help.txt" -Raw)
        (Get-Help -Name about_Realtime*).Synopsis |
            Should -BeExactly 'Evaluates realtime voice agents and turns the evidence into decisions.'
    }

    It 'has commands that work as they are written, one after another' {
        # Prose is indented by four spaces, code by eight.
        $code = (Get-Content -Path "$PSScriptRoot/../../en-US/about_RealtimeEvals.help.txt") -match '^ {8}\S' -join "`n"
        Push-Location -Path (New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())))
        try {
            $output = & ([scriptblock]::Create($code)) *>&1
        }
        finally {
            Pop-Location
        }
        @($output | Where-Object -FilterScript { $_ -is [Management.Automation.ErrorRecord] }) | Should -BeNullOrEmpty
        $output | Should -Contain 'released'
        $output | Should -Contain 'release'
    }
}

Describe '<Name>, <Title>' -ForEach $examples {
    It 'parses, and names commands and parameters that exist' {
        $parseErrors = $null
        $tree = [Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $parseErrors)
        $parseErrors | Should -BeNullOrEmpty
        foreach ($call in $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
            $command = Get-Command -Name $call.GetCommandName() -CommandType Cmdlet, Function -ErrorAction Stop
            $named = $call.CommandElements |
                Where-Object -FilterScript { $_ -is [Management.Automation.Language.CommandParameterAst] }
            foreach ($element in $named) {
                $command.Parameters.Keys | Should -Contain $element.ParameterName
            }
        }
    }

    It 'runs' {
        Push-Location -Path (New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())))
        try {
            # A port that is fixed in the text may be taken on this machine.
            $portable = $Code
            if ($Code -match '-Port \d') {
                $free = Start-RealtimeSandbox
                $free | Stop-RealtimeSandbox
                $portable = $Code -replace '-Port \d+', "-Port $($free.Port)"
            }
            $output = & ([scriptblock]::Create($portable)) *>&1
        }
        finally {
            Pop-Location
        }
        @($output | Where-Object -FilterScript { $_ -is [Management.Automation.ErrorRecord] }) | Should -BeNullOrEmpty
    }
}
