# One image: the server with its embedded speech. Data (database, recordings, keys) lies in the volume /app/data.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/VoiceBooker.Server/VoiceBooker.Server.csproj -c Release -o /app --nologo

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
    && apt-get install --no-install-recommends -y libpocketsphinx3 pocketsphinx-en-us libflite1 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
RUN mkdir -p /app/data && chown -R app:app /app/data
USER app
VOLUME /app/data
ENV ASPNETCORE_URLS=http://+:5080
EXPOSE 5080
ENTRYPOINT ["dotnet", "VoiceBooker.Server.dll"]
