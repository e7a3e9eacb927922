@echo off
rem Double-click me, or: start.cmd [options]. All the work is in start.py; this only finds a Python for it.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1

set "PY=py -3.13"
%PY% -c "" >nul 2>nul && goto run
set "PY=py -3.12"
%PY% -c "" >nul 2>nul && goto run
set "PY=py -3.11"
%PY% -c "" >nul 2>nul && goto run
set "PY=python"
%PY% -c "" >nul 2>nul && goto run

echo.
echo ไม่พบ Python ในเครื่องนี้ โปรดติดตั้ง Python 3.13 แล้วเริ่มใหม่อีกครั้ง
echo Python was not found. Please install Python 3.13 and start again.
set CODE=1
goto end

:run
%PY% "%~dp0start.py" %*
set CODE=%ERRORLEVEL%

:end
rem A window opened by a double click closes at once: keep it open while there is a message to read.
if "%~1"=="" if not "%CODE%"=="0" if not defined CI pause
exit /b %CODE%
