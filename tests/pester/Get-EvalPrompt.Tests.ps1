BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:folder = New-Item -ItemType Directory -Path "$TestDrive/prompts"
    Set-Content -Path "$folder/5 - Partner - Orientation.txt" -Value 'Ask {{ FirstName }} about the day.'
    Set-Content -Path "$folder/candidate.txt" -Value 'You answer.'
    Set-Content -Path "$folder/notes.md" -Value 'no prompt'
}

Describe 'Get-EvalPrompt' {
    It 'gets the shipped prompts' {
        $found = Get-EvalPrompt

        ($found | Where-Object -Property Role -EQ -Value Interviewer).EndCue | Select-Object -Unique |
            Should -BeExactly 'that completes the interview'
        ($found | Where-Object -Property Role -EQ -Value Participant).Count | Should -BeGreaterOrEqual 2
    }

    It 'gets those of a folder, with what their text says' {
        $found = Get-EvalPrompt -FolderPath $folder

        $found.Name | Should -Be '5 - Partner - Orientation', 'candidate'
        $found[0].Placeholders | Should -Be 'FirstName'
        $found.Role | Should -Be 'Interviewer', 'Participant'
        $found.Id | Should -Match '^[0-9a-f]{64}$'
        $found.SeedIdLf | Should -Match '^[0-9a-f]{16}$'
    }

    It 'finds names by wildcards, and from the pipeline' {
        (Get-EvalPrompt -Name cand* -FolderPath $folder).Name | Should -Be 'candidate'
        ('CANDIDATE' | Get-EvalPrompt -FolderPath $folder).Name | Should -BeExactly 'candidate'
    }

    It 'completes names' {
        $line = "Get-EvalPrompt -FolderPath '$folder' -Name cand"
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText | Should -Be 'candidate'
    }

    It 'tells of <Name> and goes on' -ForEach @(
        @{ Name = 'a name that is not there' ; Given = 'candidat' }
        @{ Name = 'a path'; Given = '../prompts/candidate' }
        @{ Name = 'the parent folder'; Given = '..' }
    ) {
        $found = Get-EvalPrompt -Name $Given, candidate -FolderPath $folder -ErrorAction SilentlyContinue -ErrorVariable failed

        $failed[0].FullyQualifiedErrorId | Should -BeLike 'PromptNotFound,*'
        $found.Name | Should -Be 'candidate'
    }

    It 'tells of a folder that is not there' {
        { Get-EvalPrompt -FolderPath "$TestDrive/none" } | Should -Throw -ErrorId 'PathNotFound,*'
    }

    It 'shows a table that fits' {
        $shown = Get-EvalPrompt | Out-String -Width 120
        $shown | Should -Match 'clinic-intake-interviewer'
        ($shown -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }
}
