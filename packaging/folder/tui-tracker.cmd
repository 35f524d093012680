@echo off
setlocal
set "HERE=%~dp0"
if not exist "%HERE%run.py" (
  echo tui-tracker: unpack the whole zip into a folder first, then start tui-tracker.cmd there.
  pause
  exit /b 4
)
set "PY=%HERE%python\python.exe"
set "WHICH="
if not exist "%PY%" (
  set "PY=py"
  set "WHICH=-3"
  where py >nul 2>nul || set "PY=python"
  where py >nul 2>nul || set "WHICH="
)
if "%~1"=="" cd /d "%USERPROFILE%\Documents" 2>nul
"%PY%" %WHICH% -X utf8 "%HERE%run.py" %*
set "CODE=%ERRORLEVEL%"
if "%CODE%"=="9009" echo tui-tracker: no Python was found. Put one into the folder "%HERE%python", or ask IT for Python 3.11 or newer.
if not "%CODE%"=="0" if "%~1"=="" pause
exit /b %CODE%
