@echo off
rem Starts the weft command out of this checkout, and builds it first if it is not built.
rem Not tried by this project: it has no Windows machine. Needs Maven and a JDK 25 in JAVA_HOME or on PATH.
setlocal
set "ROOT=%~dp0..\.."
set "JAR=%ROOT%\tools\cli\target\weft-cli.jar"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if defined WEFT_JAVA_HOME set "JAVA=%WEFT_JAVA_HOME%\bin\java"
if exist "%JAR%" goto run
echo weft: building 1>&2
pushd "%ROOT%"
call mvn -q -B -pl tools/cli -am -Dmaven.test.skip=true -Dexec.skip=true package 1>&2 || (popd & exit /b 1)
popd
:run
"%JAVA%" -XX:+UseSerialGC -XX:NewRatio=1 -XX:SurvivorRatio=4 %WEFT_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
